"""Alarms as a pure function of the stored samples, in event time; rules are data."""
