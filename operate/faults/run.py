"""The drill as a part of the tests: how hard, from which seed, and how many of its claims hold."""

import os
import random

from rich.console import Console

from operate.faults import report
from operate.faults.aftermath import Aftermath
from operate.faults.drill import CI, LONG, Drill
from operate.faults.plan import Fault
from operate.home import Home

SEED = "LINLI_SEED"  # to see the same faults again
FAULTS = 200  # at least, of a drill that every run of the tests has
DEATHS, DUPLICATES = 1000, 2000  # at least, of the long one


def run(home: Home, *, long: bool) -> tuple[int, int]:
    """Passed and failed: of incidents, of facts, of notices, of what telephones got and of what was
    heard of it none lost and none doubled, nothing left under way, and as many faults as promised.
    """
    size = LONG if long else CI
    seed = int(os.environ.get(SEED) or random.randrange(1_000_000))  # noqa: S311
    found = Drill(home, size, seed).run()
    report.tell(Console(highlight=False, soft_wrap=True), seed, found)
    enough = _many(found) if long else found.total >= FAULTS
    told = (found.notices.good, found.messages.good, found.heard.good)
    claims = (found.incidents.good, found.facts.good, *told, found.rested, enough)
    return sum(claims), len(claims) - sum(claims)


def _many(found: Aftermath) -> bool:
    doubled = found.again.total() + found.faults[Fault.TWICE]
    return found.kills.total() >= DEATHS and doubled >= DUPLICATES
