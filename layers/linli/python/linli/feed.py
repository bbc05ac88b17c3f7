"""A community's feed: every fact of a feature, partitioned by day, ordered by ULID.

A fact may become visible shortly after one with a later ULID. A reader who is up to date is
therefore given the last seconds again, and recognizes what is new by the facts' ids.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple, TypeVar

from ulid import ULID

from linli.model import Noun
from linli.store import Page

N = TypeVar("N", bound=Noun)
AGAIN = timedelta(seconds=2)
MOST = 31  # days read for one answer
PAGE = 100
PATTERN = "^(0[0-9A-HJKMNP-TV-Z]{25})?$"  # of the cursor; ULIDs until the year 3084


class Place(NamedTuple):
    """The day (UTC) and the id of a fact written now; in real time, as readers' clocks are."""

    day: date
    id: str


def place() -> Place:
    now = datetime.now(UTC)
    return Place(now.date(), str(ULID.from_datetime(now)))


def day_of(id_: str) -> date:
    """The day in whose partition a fact is, by its id; writing it may have taken until the next."""
    return ULID.from_str(id_).datetime.date()


def read(
    pages: Callable[[date, str, int], Page[N]], id_of: Callable[[N], str], after: str
) -> tuple[list[N], str]:
    """The facts after `after`, or since the beginning of today (UTC), and the next cursor.

    `pages(day, after, limit)` reads one day.
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
    """The days (UTC) from `since` to `until`, at most `most` of them."""
    start = since.astimezone(UTC).date()
    count = (until.astimezone(UTC).date() - start).days + 1
    return [start + timedelta(days=number) for number in range(min(count, most))]


def first(at: datetime) -> str:
    """The smallest ULID of that moment."""
    return str(ULID.from_datetime(at))[:10] + "0" * 16
