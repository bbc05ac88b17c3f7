"""How hard a drill is: in every run of the tests, and in the long one."""

from typing import NamedTuple

from operate.faults.telemetry import load
from operate.faults.telemetry.load import Load


class Size(NamedTuple):
    """The more incidents at once share a batch, the more one kill hits. `patience` is in seconds,
    for anything that must come true in the end.
    """

    faults: int
    stops: int
    incidents: int
    at_once: int
    patience: float
    load: Load  # beside the incidents


# stops elsewhere by each seed
CI = Size(faults=150, stops=2, incidents=24, at_once=12, patience=900, load=load.CI)
LONG = Size(faults=3900, stops=14, incidents=440, at_once=12, patience=3600, load=load.LONG)
