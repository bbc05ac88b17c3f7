"""Registered tests: where and when an alarm of a detector under test is a drill, by two people."""
