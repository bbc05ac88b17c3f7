"""Registered tests: when and where an alarm of a detector under test is a drill; needs two
people.
"""
