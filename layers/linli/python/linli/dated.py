"""Rules with dates of validity, and the succession of rules with the same id. Pure.

A rule is never edited when the law changes: it gets an `effective_to`, and a new row with the same
id begins the day after. An occurrence is judged by the row in force at its time.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Generic, Protocol, TypeVar

from linli.model import Fact
from linli.wall import local_day

DAY = timedelta(days=1)


class Dated(Fact):
    """A rule in force from `effective_from` to `effective_to`, inclusive; open-ended if that is
    None.
    """

    effective_from: date
    effective_to: date | None = None

    def holds(self, day: date) -> bool:
        return self.effective_from <= day <= (self.effective_to or day)

    def in_force(self, at: datetime) -> bool:
        return self.holds(local_day(at))


class Row(Protocol):
    """A dated rule with an id that its successors share."""

    @property
    def id(self) -> str: ...
    @property
    def effective_from(self) -> date: ...
    @property
    def effective_to(self) -> date | None: ...
    def holds(self, day: date) -> bool: ...


R = TypeVar("R", bound=Row)


class Succession(Generic[R]):
    """The rows of one id in order of time; ValueError if two are in force on the same day."""

    def __init__(self, rows: Iterable[R]) -> None:
        self.rows = tuple(sorted(rows, key=lambda row: row.effective_from))
        for row in self.rows:
            if row.effective_to and row.effective_to < row.effective_from:
                raise ValueError(f"{row.id} ends before {row.effective_from}")
        for row, after in pairwise(self.rows):
            if row.effective_to is None or row.effective_to >= after.effective_from:
                raise ValueError(f"{row.id}: two rows on {after.effective_from}")

    def at(self, when: datetime) -> R | None:
        """The row in force then; None before the first, after the last and in a gap."""
        return self.on(local_day(when))

    def on(self, day: date) -> R | None:
        return next((row for row in self.rows if row.holds(day)), None)

    def begun(self, when: datetime) -> R | None:
        """The latest row that had begun by then, whether or not it has ended."""
        day = local_day(when)
        return next((row for row in reversed(self.rows) if row.effective_from <= day), None)


class Unbroken(Succession[R]):
    """A succession without an end or a gap (else ValueError), for values that are always needed."""

    def __init__(self, rows: Iterable[R]) -> None:
        super().__init__(rows)
        for row, after in pairwise(self.rows):
            if row.effective_to and row.effective_to + DAY < after.effective_from:
                raise ValueError(f"{row.id}: no row on {row.effective_to + DAY}")
        if not self.rows or self.rows[-1].effective_to:
            raise ValueError(f"{[row.id for row in self.rows]}: no row from some day on")

    def at(self, when: datetime) -> R:
        """The row in force then; the first row for any earlier time."""
        if len(self.rows) == 1:
            return self.rows[0]
        return super().at(when) or self.rows[0]


def by_id(rows: Iterable[R]) -> dict[str, Succession[R]]:
    found: dict[str, list[R]] = defaultdict(list)
    for row in rows:
        found[row.id].append(row)
    return {name: Succession(own) for name, own in found.items()}


def unbroken(rows: Iterable[R]) -> dict[str, Unbroken[R]]:
    return {name: Unbroken(one.rows) for name, one in by_id(rows).items()}
