"""One page of the history of a measure, computed on request from summaries, and from packs where
there are none.
"""

from datetime import datetime, timedelta
from typing import NamedTuple

from linli.summaries import gathering

from . import history, reading
from .history import Reading, Step

FOLDED = 2_000  # packs read per page of steps


class Asked(NamedTuple):
    """`holds` is how long a sample of the thing counts; after that there is a gap."""

    measure: str
    begins: datetime
    ends: datetime
    step: Step
    holds: timedelta


class Told(NamedTuple):
    """`next` is where the next page begins, None at the end."""

    items: list[Reading]
    next: datetime | None


def page(thing: str, asked: Asked, now: datetime) -> Told:
    """The page from `begins`, up to now at most."""
    history.checked(asked.begins, asked.ends, asked.step)
    begins = history.aligned(asked.begins, asked.step)
    ends = min(asked.ends, now, history.furthest(begins, asked.step))
    told = _raw(thing, asked, ends) if asked.step == "raw" else _steps(thing, asked, begins, ends)
    return told._replace(next=told.next if told.next and told.next < min(asked.ends, now) else None)


def _raw(thing: str, asked: Asked, ends: datetime) -> Told:
    found = reading.some(thing, asked.begins, ends, asked.begins)
    items = history.raw(asked.measure, found.points, asked.begins)
    if rest := history.rest(items):
        return Told([one for one in items if one.begins < rest], rest)
    return Told(items, found.ends)


def _steps(thing: str, asked: Asked, begins: datetime, ends: datetime) -> Told:
    width = history.WIDTHS[asked.step]
    wanted = gathering.Asked(asked.measure, width, asked.holds)
    found = gathering.gather(thing, wanted, (begins, ends), begins + width, FOLDED)
    items = history.of(found.parts, (begins, found.ends), asked.step, asked.holds)
    return Told(items, found.ends)
