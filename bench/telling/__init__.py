"""notify of one city in one process: its handlers, tables in memory, and the real local gateways.

Started by `bench notify` as `python -m bench.telling`, as what it sets holds for a whole process.
"""
