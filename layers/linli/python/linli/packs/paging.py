"""A page of the history of a thing's measure, made of its packs when it is asked for."""

from datetime import datetime, timedelta
from typing import NamedTuple

from . import history, reading
from .history import Reading, Step

FOLDED = 2_000  # packs of a page that shows what they came to


class Asked(NamedTuple):
    """`holds` is how long a sample of the thing speaks: behind that is a gap."""

    measure: str
    begins: datetime
    ends: datetime
    step: Step
    holds: timedelta


class Told(NamedTuple):
    """`next` is where the rest begins, None at the end."""

    items: list[Reading]
    next: datetime | None


def page(thing: str, asked: Asked, now: datetime) -> Told:
    """Nothing is said of what is to come."""
    history.checked(asked.begins, asked.ends, asked.step)
    begins = history.aligned(asked.begins, asked.step)
    ends = min(asked.ends, now, history.furthest(begins, asked.step))
    least = history.least(begins, asked.step)
    look = reading.LOOK if asked.step == "raw" else FOLDED
    found = reading.some(thing, begins - asked.holds, ends, least, look)
    ends = found.ends if found.ends >= ends else history.aligned(found.ends, asked.step)
    points = [point for point in found.points if point.at < ends]
    if asked.step == "raw":
        items = history.raw(asked.measure, points, begins)
        if rest := history.rest(items):
            return Told([one for one in items if one.begins < rest], rest)
    else:
        items = history.of(asked.measure, points, (begins, ends), asked.step, asked.holds)
    return Told(items, ends if ends < min(asked.ends, now) else None)
