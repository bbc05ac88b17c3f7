"""What becomes of communities, and how long things last. Pure: no clock, no network."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, datetime, timedelta, timezone
from typing import NamedTuple, get_args

from events import Event
from events.accounts import CommunityClosed, CommunityOpened
from linli.errors import Invalid, Refused
from linli.places import WIDTHS, within

from .model import Community, Level, Opening, Term

LEVELS: tuple[Level, ...] = get_args(Level)
BEIJING = timezone(timedelta(hours=8))


class Changed(NamedTuple):
    community: Community
    news: tuple[Event, ...] = ()  # none: nothing changed


def open_as(known: Community | None, opening: Opening, city: str, now: datetime) -> Changed:
    """Opened twice is opened once; one that was closed may join again."""
    if not within(opening.code, city):
        raise Invalid("not-in-city", "/body/code")
    if known and known.closed_at is None:
        if known.name != opening.name:
            raise Refused("already-open")
        return Changed(known)
    version = known.version if known else None
    opened = Community(
        code=opening.code, name=opening.name, opened_at=now, closed_at=None, version=version
    )
    zh, en = opening.name.zh, opening.name.en
    fact = CommunityOpened(community=opening.code, at=now, name_zh=zh, name_en=en)
    return Changed(opened, (fact,))


def close(known: Community, now: datetime) -> Changed:
    """Closed twice is closed once. What people are there stays written."""
    if known.closed_at:
        return Changed(known)
    closed = known.model_copy(update={"closed_at": now})
    return Changed(closed, (CommunityClosed(community=known.code, at=now),))


def in_force(terms: Iterable[Term], term_id: str, on: date) -> Term | None:
    """The row that holds on that day."""
    for term in terms:
        begun, over = term.effective_from <= on, term.effective_to and term.effective_to < on
        if term.id == term_id and begun and not over:
            return term
    return None


def after(terms: Iterable[Term], term_id: str, start: datetime) -> datetime:
    """When the time that begins at `start` is over; KeyError if no row holds then."""
    term = in_force(terms, term_id, start.astimezone(BEIJING).date())
    if term is None:
        raise KeyError(term_id)
    if term.unit == "y":
        day = years(start.date(), term.value)
        return start.replace(year=day.year, month=day.month, day=day.day)
    return start + timedelta(**{"days" if term.unit == "d" else "hours": term.value})


def years(day: date, count: int) -> date:
    """The same day so many years on; where that month has no such day, its last."""
    year = day.year + count
    return date(year, day.month, min(day.day, monthrange(year, day.month)[1]))


def begins(place: str) -> str:
    """With what the code of each place begins that is this or lies in it."""
    return place[: WIDTHS[level(place)]]


def level(place: str) -> int:
    """Of LEVELS: the narrowest part of the code that is not all zeros."""
    if len(place) == WIDTHS[-1]:
        return len(WIDTHS) - 1
    return next(n for n, width in enumerate(WIDTHS) if not place[width:].strip("0"))
