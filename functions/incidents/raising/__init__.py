"""Incidents raised by a person, from what was seen or reported."""
