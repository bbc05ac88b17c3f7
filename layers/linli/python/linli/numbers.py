"""Numbers of laws and settings as dated rows, each with its source; and those shared by all
features.

A number is always asked for with a time, so that a row that takes effect next year does so.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import TypeVar

from pydantic import PositiveFloat

from linli.dated import Dated, Unbroken, by_id
from linli.rows import shared

UNITS = {"s": "seconds", "min": "minutes", "h": "hours", "d": "days"}
Length = Callable[[datetime], timedelta]  # a duration, by the time at which it begins


class Number(Dated):
    """A row of rules/numbers.yaml, or of a file of that shape, of any feature."""

    id: str
    value: PositiveFloat
    unit: str
    article: str
    mark: str

    @property
    def span(self) -> timedelta:
        """The number as a duration; KeyError if its unit is not one of time."""
        return timedelta(**{UNITS[self.unit]: self.value})


N = TypeVar("N", bound=Number)


class Held(Unbroken[N]):
    """A number with its former, current and future values."""

    def value(self, when: datetime) -> float:
        return self.at(when).value

    def count(self, when: datetime) -> int:
        return int(self.at(when).value)

    def span(self, when: datetime) -> timedelta:
        return self.at(when).span


def held(rows: Iterable[N]) -> dict[str, Held[N]]:
    """By id; ValueError if a number has a gap in time."""
    return {name: Held(one.rows) for name, one in by_id(rows).items()}


WAITING = held(shared("waiting", Number))  # linli/rules/waiting.yaml
