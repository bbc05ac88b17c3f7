"""A summary row of a stretch of a thing's time. Pure.

A row is stored only where it replaces so many packs that its cost is small in comparison; where a
thing sent less, reading its packs is just as fast.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple, Self

from pydantic import AwareDatetime

from linli.aggregates import form
from linli.aggregates.folding import DAY, HOUR, MINUTE, By, wider
from linli.model import Noun

NAMES = {MINUTE: "1min", HOUR: "1h", DAY: "1d"}


class Sort(NamedTuple):
    """A kind of summary. Up to `most` packs, none is stored."""

    name: str
    width: timedelta
    within: tuple[timedelta, ...]
    most: int


HOURS = Sort("hours", HOUR, (MINUTE,), 60)
DAYS = Sort("days", DAY, (HOUR, DAY), 48)


class Summary(Noun):
    """Of so many packs; `holds` are the seconds for which a sample counts. `parts` by
    their width.
    """

    begins: AwareDatetime
    holds: int
    packs: int
    parts: dict[str, str]

    @classmethod
    def of(cls, sort: Sort, begins: datetime, narrow: By, packs: int, holds: timedelta) -> Self:
        """From parts no wider than its narrowest."""
        written = {
            NAMES[width]: form.written(wider(narrow, width), begins) for width in sort.within
        }
        seconds = int(holds.total_seconds())
        return cls(begins=begins, holds=seconds, packs=packs, parts=written)

    def by(self, width: timedelta) -> By:
        """The parts at its widest width that does not exceed `width`."""
        return form.read(self.parts[NAMES[self.grain(width)]], self.begins, self.holds)

    def grain(self, width: timedelta) -> timedelta:
        return max(one for one, name in NAMES.items() if name in self.parts and one <= width)

    def size(self) -> int:
        return sum(map(len, self.parts.values()))

    def emptied(self) -> Self:
        """A tombstone, for when samples no longer hold so long."""
        return self.model_copy(update={"parts": {}, "holds": 0})


Span = tuple[datetime, datetime]


def gaps(span: Span, covered: Iterable[Span]) -> list[Span]:
    """The stretches of a span that are not covered, in order."""
    left, (at, ends) = [], span
    for begins, until in sorted(covered):
        if begins > at:
            left.append((at, min(begins, ends)))
        at = max(at, until)
    return [*left, (at, ends)] if at < ends else [one for one in left if one[0] < one[1]]
