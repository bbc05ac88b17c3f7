"""A community's feed: every fact of a feature, day by day, in the order of their ULIDs.

A fact may become visible a moment after one with a later ULID: so whoever has read all is given
the last seconds again, and tells by the facts' ids what is new.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple, TypeVar

from ulid import ULID

from linli.model import Noun
from linli.store import Page

N = TypeVar("N", bound=Noun)
AGAIN = timedelta(seconds=2)
MOST = 31  # days that one answer looks through
PAGE = 100
PATTERN = "^(0[0-9A-HJKMNP-TV-Z]{25})?$"  # of where to go on; until the year 3084


class Place(NamedTuple):
    """Of a fact written now, in real time, as readers' clocks are: its day (UTC) and its id."""

    day: date
    id: str


def place() -> Place:
    now = datetime.now(UTC)
    return Place(now.date(), str(ULID.from_datetime(now)))


def day_of(id_: str) -> date:
    """In whose list a fact stands, which its id says, however long it was until it was written."""
    return ULID.from_str(id_).datetime.date()


def read(
    pages: Callable[[date, str, int], Page[N]], id_of: Callable[[N], str], after: str
) -> tuple[list[N], str]:
    """The facts from `after` on, or from the beginning of today (UTC), and where to go on.

    `pages` gives those of a day after a place in it, so many.
    """
    now = datetime.now(UTC)
    since = (
        ULID.from_str(after).datetime
        if after
        else now.replace(hour=0, minute=0, second=0, microsecond=0)
    )
    items: list[N] = []
    for day in days(since, now, MOST):
        page = pages(day, after, PAGE)
        items += page.items
        if page.next:
            return items, page.next
    seen = id_of(items[-1]) if items else after
    end = min(now - AGAIN, since + timedelta(days=MOST - 1))
    safe = first(end)
    return items, min(seen, safe) if items else max(after, safe)


def days(since: datetime, until: datetime, most: int) -> list[date]:
    """The days (UTC) from one to the other, the first `most` of them."""
    start = since.astimezone(UTC).date()
    count = (until.astimezone(UTC).date() - start).days + 1
    return [start + timedelta(days=number) for number in range(min(count, most))]


def first(at: datetime) -> str:
    """No ULID made at that moment or later sorts before it."""
    return str(ULID.from_datetime(at))[:10] + "0" * 16
