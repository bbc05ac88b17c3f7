"""The usage of a textbook stack: an IoT rule starts a function for each message, which writes the
reading and, once more, the latest value; one log line, some traces.
"""

from bench.readings.bill import Used
from bench.readings.path import Path

PATH = Path(
    basic=False,
    actions=1,
    queued=False,
    batch=1,
    memory=128,
    traced=True,
    indexes=0,
    recovered=True,  # the default of AWS's own construct
)
READING, PACKED, ROW = 250, 200, 60  # bytes: of a single reading, of one in a pack, of a row's keys
RUN, MORE = 0.002, 0.003  # CPU seconds per run: of one reading, of many
CALLS, ANSWERED, UNITS = 2, 0.006, 1024


def used(readings: int, call: float) -> Used:
    """Per message; `call` is the time in seconds that the bill adds for each AWS call."""
    size = READING if readings == 1 else PACKED * readings
    spent = (RUN if readings == 1 else MORE) + CALLS * (ANSWERED - call)
    return Used(
        readings=readings,
        calls=CALLS,
        wru=-(-(size + ROW) // UNITS) + 1,
        rru=0,
        cpu=spent * PATH.memory / 1769,
        runs=1,
        logged=800 - 350,
        stored=size + ROW,
        sent=size,
    )
