"""Aggregates of a measure per minute, quarter of an hour, hour and day. Pure.

Minutes are computed from samples, wider steps by merging narrower ones: in any grouping with
exactly the same result, since sums are exact. A late sample touches one step of each width: its
minute is recomputed and the wider ones are merged again.
"""
