"""The days and nights that an hour belongs to. Pure."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from functions.environment.model import StationKind
from linli.aggregates.folding import DAY, HOUR, begin
from linli.standards import gb3096

from .model import Span

TICK = timedelta(microseconds=1)


class Stretch(NamedTuple):
    span: Span
    begins: datetime
    ends: datetime


def hour(begins: datetime) -> Stretch:
    return _stretch("hour", begins, HOUR)


def around(kind: StationKind, hour: datetime, nights: Iterable[gb3096.Night]) -> Iterator[Stretch]:
    """The day or night that contains the hour, or ends in it."""
    if kind != StationKind.NOISE:
        day = begin(hour, DAY)
        yield _stretch("day", day, DAY)
        return
    nights = tuple(nights)
    for one in dict.fromkeys(gb3096.period(at, nights) for at in (hour, hour + HOUR - TICK)):
        yield _stretch(one.name, one.begins, one.ends - one.begins)


def _stretch(span: Span, begins: datetime, long: timedelta) -> Stretch:
    """In one time zone, so that recomputed values are identical."""
    at = begins.astimezone(UTC)
    return Stretch(span, at, at + long)
