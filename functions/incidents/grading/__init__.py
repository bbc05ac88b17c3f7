"""Statutory grading: the known facts of an incident, and the grade that the law derives
from them.
"""
