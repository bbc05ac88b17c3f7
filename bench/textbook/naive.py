"""What the textbook's stack costs: a rule that starts a function for each message, which writes the
reading and, once more, the newest; a line in the log, and a trace of some.
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
    recovered=True,  # as AWS's own construct has it
)
READING, PACKED, ROW = 250, 200, 60  # bytes: alone, among others, and of a row beside them
RUN, MORE = 0.002, 0.003  # seconds of a run: of one reading, of many
CALLS, ANSWERED, UNITS = 2, 0.006, 1024


def used(readings: int, call: float) -> Used:
    """By a message; `call` is what others are counted for an answer of AWS, in seconds."""
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
