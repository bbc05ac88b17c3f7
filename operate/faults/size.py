"""How hard a drill is: in every run of the tests, and in the long one."""

from typing import NamedTuple

from operate.faults.met import Met
from operate.faults.telemetry import load
from operate.faults.telemetry.load import Load


class Size(NamedTuple):
    """One round. Rounds are repeated, at most `rounds` times, until the faults that hit incidents
    add up to `promised`. The more incidents run `at_once`, the more of them share a batch that a
    kill hits. `patience` is in seconds, for anything that must come true in the end.
    """

    rounds: int
    promised: Met
    faults: int
    stops: int
    incidents: int
    at_once: int
    patience: float
    load: Load  # beside the incidents


# stops elsewhere by each seed
CI = Size(
    rounds=1, promised=Met(30, 140, 25, 10), faults=130, stops=2, incidents=20, at_once=10,
    patience=900, load=load.CI,
)  # fmt: skip
LONG = Size(
    rounds=40, promised=Met(1_000, 2_000, 1_000, 1_000), faults=660, stops=1, incidents=36,
    at_once=18, patience=1_800, load=load.LONG,
)  # fmt: skip
