"""Alarms of devices by the rules of their kinds, the windows that people register, and trials."""
