"""Closing an incident: with a lesson, and with the reports that the law requires of the
community.
"""
