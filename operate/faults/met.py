"""Counts the faults that hit the calls of some functions, to compare with what a drill promises."""

from collections.abc import Callable
from typing import NamedTuple

from operate.faults.plan import KILLS, Fault, Hop, Plan


class Met(NamedTuple):
    """`deaths`: workers or fleets killed. `duplicates`: second deliveries by devices, by the tap or
    by the proxy. `refusals`: calls answered by a throttle or a 500. `unanswered`: calls that were
    carried out and whose answer was dropped.
    """

    deaths: int = 0
    duplicates: int = 0
    refusals: int = 0
    unanswered: int = 0

    def __add__(self, other: object) -> "Met":
        if not isinstance(other, Met):
            return NotImplemented
        return Met(*map(sum, zip(self, other, strict=True)))

    def covers(self, least: "Met") -> bool:
        return all(mine >= its for mine, its in zip(self, least, strict=True))

    def __str__(self) -> str:
        return ", ".join(f"{name} {count:,}" for name, count in self._asdict().items())


def met(plan: Plan, of: Callable[[Hop], bool], again: int = 0, ends: int = 0) -> Met:
    """`again` and `ends`: second deliveries and fleet kills, which are not part of the plan."""
    struck = [(fault, n) for (hop, fault), n in plan.struck.items() if of(hop)]

    def count(*faults: Fault) -> int:
        return sum(n for fault, n in struck if fault in faults)

    return Met(
        deaths=count(*KILLS) + ends,
        duplicates=count(Fault.TWICE) + again,
        refusals=count(Fault.ERROR, Fault.THROTTLE),
        unanswered=count(Fault.LOST_ANSWER),
    )
