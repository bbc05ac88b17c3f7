"""Computing a summary: load the row, read the packs, save; again if another worker was faster.

The result depends only on the packs, so it can be computed any number of times. The row is loaded
before the packs are read: a worker that has read fewer packs than another gets a Conflict.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from linli.aggregates.folding import DAY, HOUR, MINUTE, By, begin, by, joined
from linli.numbers import Length
from linli.packs import reading
from linli.packs.model import Pack
from linli.packs.model import points as samples_of
from linli.points import Point
from linli.store import commit, until_settled

from . import store
from .model import DAYS, HOURS, Sort, Span, Summary, gaps

LARGEST = 60_000  # bytes of a summary


class Terms(NamedTuple):
    """`kept`: how long a feature keeps messages; `holds`: how long a sample counts as the value."""

    kept: Length
    holds: timedelta


def hour(thing: str, begins: datetime, terms: Terms) -> bool:
    """Compute one hour; returns whether it was written."""

    def settle() -> bool:
        before = store.summary(HOURS, thing, begins)
        packs = reading.packs(thing, begins, begins + HOUR)
        span = begins, begins + HOUR
        made = by(_within(packs, [span]), MINUTE, terms.holds)
        return _keep(HOURS, thing, before, Made(begins, made, _count(packs, [span])), terms)

    return until_settled(settle)


def day(thing: str, begins: datetime, terms: Terms) -> bool:
    """Compute one day from its hours, and from packs where no hour is kept; busy hours are made
    first.
    """
    span = begins, begins + DAY

    def settle() -> bool:
        before = store.summary(DAYS, thing, begins)
        hours = [one for one in store.between(HOURS, thing, *span) if _holds(one, terms)]
        left = gaps(span, ((one.begins, one.begins + HOUR) for one in hours))
        packs = [pack for gap in left for pack in reading.packs(thing, *gap)]
        for at in _dense(packs, left):
            hour(thing, at, terms)
        own = by(_within(packs, left), HOUR, terms.holds)
        made = joined([own, *(one.by(HOUR) for one in hours)])
        many = _count(packs, left) + sum(one.packs for one in hours)
        return _keep(DAYS, thing, before, Made(begins, made, many), terms)

    return until_settled(settle)


class Made(NamedTuple):
    begins: datetime
    parts: By
    packs: int


def _keep(sort: Sort, thing: str, before: Summary | None, made: Made, terms: Terms) -> bool:
    if before is None and made.packs <= sort.most:
        return False
    after = Summary.of(sort, made.begins, made.parts, made.packs, terms.holds)
    if after.size() > LARGEST:  # too many measures: readers use the packs instead
        if before is None:
            return False
        after = after.emptied()
    after = after.model_copy(update={"version": before and before.version})
    if after == before:
        return False
    commit(store.keep(sort, thing, after, terms.kept))
    return True


def _holds(one: Summary, terms: Terms) -> bool:
    return one.holds == terms.holds.total_seconds()


def _dense(packs: Iterable[Pack], spans: Iterable[Span]) -> list[datetime]:
    many = Counter(begin(pack.at, HOUR) for pack in packs if _is_in(pack.at, spans))
    return sorted(at for at, number in many.items() if number > HOURS.most)


def _count(packs: Iterable[Pack], spans: Iterable[Span]) -> int:
    return sum(_is_in(pack.at, spans) for pack in packs)


def _within(packs: Iterable[Pack], spans: Iterable[Span]) -> list[Point]:
    return [point for point in samples_of(packs) if _is_in(point.at, spans)]


def _is_in(at: datetime, spans: Iterable[Span]) -> bool:
    return any(begins <= at < ends for begins, ends in spans)
