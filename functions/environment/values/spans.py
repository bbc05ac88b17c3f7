"""The days and nights that an hour belongs to. Pure."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from functions.environment.model import StationKind
from linli.aggregates.folding import DAY, HOUR, begin
from linli.standards import gb3096
from linli.standards.data import in_force
from linli.wall import CHINA

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
    for period in dict.fromkeys(gb3096.period(at, nights) for at in (hour, hour + HOUR - TICK)):
        yield bounds(period, nights)


def bounds(period: gb3096.Period, nights: Iterable[gb3096.Night]) -> Stretch:
    """A night belongs to the day on which it begins; a day begins when its night ended."""
    [night] = in_force(nights, period.day)
    long = timedelta(hours=night.hours)
    over = (_wall(period.day, night) + long).date() - period.day  # a day, if past midnight
    if period.name == "night":
        return _stretch("night", _wall(period.day, night), long)
    before = _wall(period.day - over, night)
    return _stretch("day", before + long, DAY - long)


def _stretch(span: Span, begins: datetime, long: timedelta) -> Stretch:
    """In one time zone, so that recomputed values are identical."""
    at = begins.astimezone(UTC)
    return Stretch(span, at, at + long)


def _wall(day: date, night: gb3096.Night) -> datetime:
    return datetime.combine(day, night.start, CHINA)
