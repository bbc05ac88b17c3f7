"""The notify feature of a city in one process: its handlers, tables in memory, and the local
gateways.

Started by `bench notify` as `python -m bench.telling`, as its patches affect the whole process.
"""
