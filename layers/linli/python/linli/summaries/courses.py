"""The walks that compute summaries: each quarter of an hour the hours noted as changed, each day
the things that sent something.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import partial

from linli import clock, walks
from linli.aggregates.folding import DAY, HOUR, QUARTER, begin
from linli.city import city
from linli.counted import Counted
from linli.observe import logger, remark
from linli.walks import Course

from . import making, noted, noting, remembering
from .making import Terms

ARCHIVING = "archiving"  # the walk to repeat when data arrives after archiving; see linli.archive


Of = Callable[[str], Terms]  # the terms of a thing


def hours(terms: Of) -> Course:
    go = partial(_hours, terms)
    return Course("hours", QUARTER, since=HOUR, limit=_over, names=noted.hours, go=go)


def days(terms: Of) -> Course:
    go = partial(_day, terms)
    return Course("days", DAY, since=DAY, limit=_over, names=noted.things, go=go)


def _over(now: datetime) -> datetime:
    return now - remembering.GRACE


def _hours(terms: Of, _: datetime, __: int, names: Sequence[str]) -> int:
    """All noted hours of one thing, and the days they belong to if these are over."""
    every = [noted.hour(name) for name in names]
    thing = every[0][0]
    own = [at for one, at in every if one == thing]
    _try(thing, own, lambda: _anew(thing, own, terms(thing)))
    return len(own)


def _anew(thing: str, hours: Iterable[datetime], terms: Terms) -> None:
    for at in hours:
        making.hour(thing, at, terms)
    for day in sorted({begin(at, DAY) for at in hours}):
        if day + DAY <= _over(clock.now(city().code)):
            making.day(thing, day, terms)
            walks.recall(ARCHIVING, day)


def _day(terms: Of, day: datetime, _: int, things: Sequence[str]) -> int:
    thing = things[0]
    _try(thing, [day], lambda: making.day(thing, day, terms(thing)))
    return 1


def _try(thing: str, hours: Iterable[datetime], make: Callable[[], object]) -> None:
    """A failure is noted for a later quarter and does not stop the others."""
    try:
        make()
    except Exception:  # noqa: BLE001 - noted, to be tried again
        logger.exception("not made", thing=thing)
        remark(Counted.NOT_MADE)
        noting.again(thing, hours)
