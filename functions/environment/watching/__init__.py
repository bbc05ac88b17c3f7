"""Evaluates stations: hourly values are computed when an hour has ended; cases begin, clear and
end.
"""
