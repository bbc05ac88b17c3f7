"""Storage of providers' counts and shares.

suppliers#<channel>   shares           the share of each provider
window#<gateway>      <from>#<what>    counts of ten seconds; expires after an hour
sent#<id>             sent             a sending without a noun; expires likewise
"""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import get_args
from uuid import uuid4

from pynamodb.exceptions import PynamoDBException
from pynamodb.expressions.update import Action

from functions.notify.model import Outgoing
from linli.errors import Conflict
from linli.observe import logger
from linli.rows import rows
from linli.store import Write, commit, find, load, stored
from linli.table import Row, utc

from .suppliers import Count, Counted, Sent, Shares, Term, window

KEPT = timedelta(hours=1)  # real time, as TTL is


@cache
def terms() -> tuple[Term, ...]:
    """The city's rules, deployed with the code."""
    return rows("notify", "suppliers", Term)


def shares(channel: Outgoing) -> Shares | None:
    """None before the first sending."""
    return find(f"suppliers#{channel}", "shares", Shares)


def keep(shares: Shares) -> Shares:
    commit(Write(f"suppliers#{shares.channel}", "shares", shares))
    return stored(shares)


def sent(sending_id: str) -> Sent:
    return load(f"sent#{sending_id}", "sent", Sent)


def keep_sent(sent: Sent) -> Sent:
    commit(Write(f"sent#{sent.id}", "sent", sent, expires=datetime.now(UTC) + KEPT))
    return stored(sent)


@contextmanager
def at_best() -> Iterator[None]:
    """Best effort: a failure to store this does not undo a message that was sent."""
    try:
        yield
    except (Conflict, PynamoDBException) as error:
        logger.warning("not kept", why=type(error).__name__)


def count(gateway: str, sent_at: datetime, what: Counted, number: int = 1) -> None:
    """Count messages sent in that window."""
    if not number:
        return
    row = Row(f"window#{gateway}", f"{utc(window(sent_at))}#{what}")
    more: list[Action] = [
        Row.version.add(number),
        Row.body.set("{}"),
        Row.commit.set(uuid4().hex),
        Row.expires.set(int((datetime.now(UTC) + KEPT).timestamp())),
    ]
    row.update(more)


def windows(gateway: str, now: datetime) -> dict[datetime, Count]:
    """Counts of the last hour."""
    found: dict[datetime, dict[str, int]] = defaultdict(dict)
    since = Row.sk >= utc(now - KEPT)
    for row in Row.query(f"window#{gateway}", since, consistent_read=True):
        start, _, what = row.sk.partition("#")
        if what in get_args(Counted):
            found[datetime.fromisoformat(start)][what] = int(row.version)
    return {start: Count(**counted) for start, counted in found.items()}
