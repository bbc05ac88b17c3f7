"""Rate limits: a counter per window of time, in the feature's own table.

rate#<name>#<window>   rate   the count; expires soon after the window
"""

from datetime import UTC, datetime, timedelta
from math import ceil
from uuid import uuid4

from pynamodb.exceptions import UpdateError
from pynamodb.expressions.update import Action

from linli.errors import TooMany
from linli.table import LOST, Row

KEPT = timedelta(hours=1)  # after the window, because clocks differ


def take(name: str, most: int, per: timedelta, now: datetime) -> None:
    """Take one of `most` in the window of length `per` that contains `now`; TooMany if none is
    left.

    `name` says what and by whom; a phone or an address only as its keyed index (`linli.seal`).
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
