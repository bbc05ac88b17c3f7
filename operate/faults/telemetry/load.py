"""How much the devices of a drill send, and which of the calls for their messages fail. Pure."""

import random
from collections.abc import Mapping
from typing import NamedTuple

from operate.faults.drawing import fill, place
from operate.faults.met import Met
from operate.faults.plan import KILLS, Fault, Hop, Rule

REPORT = "devices-report"  # one message per device, however many others it sends
THEIRS = ("devices-alarm", "devices-reading", REPORT, "devices-outbox")
# functions with a short visibility timeout (30 s rather than two or three minutes)
SOON = ("devices-alarm", "devices-outbox")
MILD = (Fault.LOST_ANSWER, Fault.TWICE, Fault.RESET, Fault.ERROR, Fault.THROTTLE)
MIX = (
    *KILLS, Fault.LOST_ANSWER, Fault.LOST_ANSWER, Fault.TWICE, Fault.RESET,
    *(Fault.ERROR,) * 2, *(Fault.THROTTLE,) * 4,
)  # fmt: skip
SURE = 0.5  # share of the calls expected from the sample, as batch sizes vary
LONGEST = 6  # calls in a row that a lasting throttle hits


class Load(NamedTuple):
    """`messages` is per device, `pause` is in seconds after each delivery of a publisher. With
    `anywhere`, kills and lasting throttles hit every function, not only those with a short
    visibility timeout. `promised` is what all rounds together must have been hit by.
    """

    devices: int
    messages: int
    faults: int
    ends: int  # kills of the simulated fleet
    pause: float
    patience: float  # seconds within which all messages must be processed
    anywhere: bool
    promised: Met


SAMPLE = Load(4, 8, faults=0, ends=0, pause=0.1, patience=900, anywhere=False, promised=Met())
CI = Load(
    12, 16, faults=60, ends=1, pause=0.8, patience=900, anywhere=False,
    promised=Met(8, 100, 8, 3),
)  # fmt: skip
LONG = Load(
    25, 60, faults=900, ends=3, pause=0, patience=1_800, anywhere=True,
    promised=Met(1_000, 10_000, 5_000, 1_000),
)  # fmt: skip


def rules(seen: Mapping[Hop, int], load: Load, seed: int) -> list[Rule]:
    """Kills first, then each milder fault at each hop in rotation, then any except at reports,
    as many as the load says: reports come last, and an idle city would wait for each that is
    killed. `seen` are the calls of the sample.
    """
    dice = random.Random(seed)  # noqa: S311 - a drill, not a secret
    hops = {hop: _calls(hop, seen[hop], load) for hop in sorted(seen) if hop.caller in THEIRS}
    free = {hop: dice.sample(range(1, n + 1), n) for hop, n in hops.items() if n}
    mortal = [hop for hop in free if load.anywhere or hop.caller in SOON]
    wanted = [(hop, fault) for fault in KILLS for hop in mortal]
    for turn in range(len(MILD)):
        wanted += [(hop, MILD[(turn + at) % len(MILD)]) for at, hop in enumerate(free)]
    others = {hop: calls for hop, calls in free.items() if hop.caller != REPORT}
    wanted += fill(others, wanted, load.faults, MIX, dice)
    possible = ((hop, fault) for hop, fault in wanted if fault not in KILLS or hop in mortal)
    return place(possible, free, load.faults, dice, lambda hop: LONGEST if hop in mortal else 1)


def _calls(hop: Hop, in_sample: int, load: Load) -> int:
    devices, messages = load.devices / SAMPLE.devices, load.messages / SAMPLE.messages
    return int(in_sample * devices * (1 if hop.caller == REPORT else messages) * SURE)
