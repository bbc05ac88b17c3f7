"""The course of measures for which a daily curve (operate/fleet/curve.py) does not fit."""

from collections.abc import Iterable
from datetime import datetime, timedelta, timezone
from functools import cache
from itertools import accumulate
from math import exp
from random import Random
from typing import Annotated

from pydantic import BaseModel, Field

CHINA = timezone(timedelta(hours=8))
DAY, HOUR, MINUTE = 24, timedelta(hours=1), timedelta(minutes=1)
SINCE = datetime(2026, 1, 1, tzinfo=CHINA)  # when meters began to count
Share = Annotated[float, Field(ge=0, le=1)]
Positive = Annotated[float, Field(gt=0)]
OfDay = Annotated[float, Field(ge=0, lt=DAY)]


class Shape(BaseModel, frozen=True, extra="forbid"):
    digits: int = 0


class Use(Shape):
    """Consumption: `per_day`, mostly around the `peaks`, with the share `rest` at other hours.
    Things differ by the share `spread`. The value is the total so far or, with `now`, the present
    rate per hour; `factor` converts it to the unit.
    """

    per_day: Positive
    peaks: tuple[OfDay, ...] = ()
    width: Positive = 2
    rest: Share = 0.1
    spread: Share = 0
    before: Annotated[float, Field(ge=0)] = 0  # consumption before SINCE, at most
    now: bool = False
    factor: float = 1

    def at(self, name: str, when: datetime) -> float:
        """For the thing of that name; the rate and the total are consistent."""
        wall, thing = when.astimezone(CHINA), name.partition(" ")[0]
        shares = _shares(self.peaks, self.width, self.rest)
        daily = self.per_day * (1 + self.spread * chance(thing))
        if self.now:
            share = shares[wall.hour + 1] - shares[wall.hour]
            return round(daily * share * self.factor, self.digits)
        part = (wall.minute * 60 + wall.second) / 3600
        today = shares[wall.hour] + part * (shares[wall.hour + 1] - shares[wall.hour])
        days = (wall.date() - SINCE.date()).days
        before = self.before * abs(chance(f"{thing} before"))
        return round(max(0.0, before + daily * (days + today)) * self.factor, self.digits)


class Cycle(Shape):
    """Falls from `most` to `least` in so many `hours`, and is then refilled or charged."""

    most: float
    least: float
    hours: Positive

    def at(self, name: str, when: datetime) -> float:
        turns = (when - SINCE) / (self.hours * HOUR) + abs(chance(name))
        return round(self.most - (self.most - self.least) * (turns % 1), self.digits)


class Burst(Shape):
    """Usually constant (`usually`); `times` a day, for some minutes (`lasts`), between `least` and
    `most`.
    """

    usually: float = 0
    least: float
    most: float
    times: Positive
    lasts: Positive = 1

    def at(self, name: str, when: datetime) -> float:
        slot = int((when - SINCE) / (self.lasts * MINUTE))
        share = self.times * self.lasts / (DAY * 60)
        if (chance(f"{name} {slot}") + 1) / 2 >= share:
            return self.usually
        half = (chance(f"{name} {slot} far") + 1) / 2
        return round(self.least + (self.most - self.least) * half, self.digits)


class Hours(Shape):
    """`value`, with a `spread`, between two times of day; otherwise `otherwise`."""

    begins: OfDay
    ends: OfDay
    value: float
    otherwise: float = 0
    spread: Share = 0

    def at(self, name: str, when: datetime) -> float:
        wall = when.astimezone(CHINA)
        hour = wall.hour + wall.minute / 60
        over_midnight = self.begins > self.ends
        inside = self.begins <= hour < self.ends
        if over_midnight:
            inside = hour >= self.begins or hour < self.ends
        if not inside:
            return self.otherwise
        return round(self.value * (1 + self.spread * chance(name)), self.digits)


def chance(name: str) -> float:
    """From -1 to 1, the same for the same name."""
    return Random(name).uniform(-1, 1)  # noqa: S311 - nothing hangs on it


def near(hour: float, peak: float, width: float) -> float:
    """1 at the peak, decreasing with the distance by the clock."""
    apart = abs(hour - peak) % DAY
    return exp(-((min(apart, DAY - apart) / width) ** 2))


@cache
def _shares(peaks: tuple[float, ...], width: float, rest: float) -> tuple[float, ...]:
    """The share of a day's consumption before each hour; 1 at the end."""
    hours = [rest + (1 - rest) * _most(near(h + 0.5, p, width) for p in peaks) for h in range(DAY)]
    whole = sum(hours) or 1.0
    return tuple(part / whole for part in accumulate(hours, initial=0.0))


def _most(parts: Iterable[float]) -> float:
    return max(parts, default=0.0)
