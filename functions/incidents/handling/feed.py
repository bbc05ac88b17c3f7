"""A community's feed: every fact of its incidents, day by day, in the order of their ULIDs.

A fact may become visible a moment after one with a later ULID: so whoever has read all is given
the last seconds again, and tells by the facts' ids what is new.
"""

from datetime import UTC, date, datetime, timedelta

from ulid import ULID

from functions.incidents import store
from functions.incidents.model import Entry

from .views import Feed

AGAIN = timedelta(seconds=2)
MOST = 31  # days that one answer looks through
PAGE = 100


def read(community: str, after: str) -> Feed:
    """From `after` on, or from the beginning of today (UTC)."""
    now = datetime.now(UTC)
    since = (
        ULID.from_str(after).datetime
        if after
        else now.replace(hour=0, minute=0, second=0, microsecond=0)
    )
    items: list[Entry] = []
    for day in days(since, now, MOST):
        page = store.feed(community, day, after, PAGE)
        items += page.items
        if page.next:
            return Feed(items=items, next=page.next)
    seen = items[-1].id if items else after
    end = min(now - AGAIN, since + timedelta(days=MOST - 1))
    safe = first(end)
    return Feed(items=items, next=min(seen, safe) if items else max(after, safe))


def days(since: datetime, until: datetime, most: int) -> list[date]:
    """The days (UTC) from one to the other, the first `most` of them."""
    start = since.astimezone(UTC).date()
    count = (until.astimezone(UTC).date() - start).days + 1
    return [start + timedelta(days=number) for number in range(min(count, most))]


def first(at: datetime) -> str:
    """No ULID made at that moment or later sorts before it."""
    return str(ULID.from_datetime(at))[:10] + "0" * 16
