"""One incident from raised to closed: acts of people, of the state machine, readings and
notices.
"""
