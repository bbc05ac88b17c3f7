"""Numbers with their source, as rows; of them those that all features are held to.

A number is asked for with a time, so that a row that begins next year holds from next year on.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import TypeVar

from pydantic import PositiveFloat

from linli.dated import Dated, Unbroken, by_id
from linli.rows import shared

UNITS = {"s": "seconds", "min": "minutes", "h": "hours", "d": "days"}
Length = Callable[[datetime], timedelta]  # how long something lasts that begins then


class Number(Dated):
    """A row of rules/numbers.yaml, or of a file of that shape, of any feature."""

    id: str
    value: PositiveFloat
    unit: str
    article: str
    mark: str

    @property
    def span(self) -> timedelta:
        """KeyError, if it is no length of time."""
        return timedelta(**{UNITS[self.unit]: self.value})


N = TypeVar("N", bound=Number)


class Held(Unbroken[N]):
    """A number as it was, is, and is known to become."""

    def value(self, when: datetime) -> float:
        return self.at(when).value

    def count(self, when: datetime) -> int:
        return int(self.at(when).value)

    def span(self, when: datetime) -> timedelta:
        return self.at(when).span


def held(rows: Iterable[N]) -> dict[str, Held[N]]:
    """By id; ValueError if a number is not known from some day on."""
    return {name: Held(one.rows) for name, one in by_id(rows).items()}


WAITING = held(shared("waiting", Number))  # linli/rules/waiting.yaml
