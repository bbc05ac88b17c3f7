"""How often something may be done: a counter for each window of time, in the feature's own table.

rate#<name>#<window>   rate   how often so far; gone soon after the window is
"""

from datetime import UTC, datetime, timedelta
from math import ceil
from uuid import uuid4

from pynamodb.exceptions import UpdateError
from pynamodb.expressions.update import Action

from linli.errors import TooMany
from linli.table import LOST, Row

KEPT = timedelta(hours=1)  # beyond the window, as clocks differ


def take(name: str, most: int, per: timedelta, now: datetime) -> None:
    """One of `most` in the window of `per` in which `now` lies; TooMany once they are used up.

    `name` says of what and by whom; a phone or an address only by its keyed index.
    """
    seconds = per.total_seconds()
    window = int(now.timestamp() // seconds)
    free = Row.version.does_not_exist() | (Row.version < most)
    row = Row(f"rate#{name}#{window}", "rate")
    once_more: list[Action] = [
        Row.version.add(1),
        Row.body.set("{}"),
        Row.commit.set(uuid4().hex),
        Row.expires.set(int((datetime.now(UTC) + per + KEPT).timestamp())),
    ]
    after = ceil((window + 1) * seconds - now.timestamp())
    if most < 1:
        raise TooMany(after)
    try:
        row.update(once_more, condition=free)
    except UpdateError as error:
        if error.cause_response_code in LOST:
            raise TooMany(after) from None
        raise
