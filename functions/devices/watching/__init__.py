"""Alarms of devices by the rules of their kinds, maintenance windows, and trials of rules."""
