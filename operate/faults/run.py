"""The drill as a part of the tests: how hard, from which seed, and how many of its claims hold."""

import os
import random
from collections import Counter

from rich.console import Console

from operate.faults import report
from operate.faults.aftermath import Aftermath
from operate.faults.drill import Drill
from operate.faults.size import CI, LONG
from operate.faults.telemetry.load import THEIRS, Load
from operate.home import Home

SEED = "LINLI_SEED"  # to see the same faults again
FAULTS = 250  # at least, of a drill that every run of the tests has
DEATHS, DUPLICATES = 1000, 2000  # at least, of the long one


def run(home: Home, *, long: bool) -> tuple[int, int]:
    """Passed and failed: of incidents, of facts, of notices, of what telephones got and of what was
    heard of it none lost and none doubled, nothing left under way, and as many faults as promised;
    and the same of what devices said.
    """
    size = LONG if long else CI
    seed = int(os.environ.get(SEED) or random.randrange(1_000_000))  # noqa: S311
    found = Drill(home, size, seed).run()
    report.tell(Console(highlight=False, soft_wrap=True), seed, found)
    enough = _many(found) if long else found.total >= FAULTS
    told = (found.notices.good, found.messages.good, found.heard.good)
    devices = _devices(found, size.load)
    claims = (found.incidents.good, found.facts.good, *told, found.rested, enough, *devices)
    return sum(claims), len(claims) - sum(claims)


def _devices(found: Aftermath, load: Load) -> list[bool]:
    """Each message stored or refused, each account balanced, each alarm as undisturbed; and as much
    as was promised met them.
    """
    if found.devices is None or found.struck is None:
        return [False]
    right = [verdict.good for verdict in found.devices.judged]
    return [*right, found.struck.covers(load.promised)]


def _many(found: Aftermath) -> bool:
    """Of what meets the incidents; what devices say has its own promise."""
    doubled = found.again.total() + _of_incidents(found.twice)
    return _of_incidents(found.kills) >= DEATHS and doubled >= DUPLICATES


def _of_incidents(count: Counter[str]) -> int:
    return sum(times for function, times in count.items() if not function.startswith(THEIRS))
