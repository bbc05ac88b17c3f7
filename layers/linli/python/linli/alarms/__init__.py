"""Alarms as a function of the stored samples, in event time; rules are data. Pure."""
