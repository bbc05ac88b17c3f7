"""Which of a channel's providers gets a message. Pure: time, counts and rows come in.

Each has a share of a hundred points; initially the city's setting. A slow or failing provider loses
points to the others, and regains them slowly.
"""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Literal, NamedTuple

from pydantic import AwareDatetime

from functions.notify.limits import in_force
from functions.notify.model import Outgoing, Row
from linli.city import Gateway
from linli.model import Noun

SPAN = timedelta(seconds=10)  # length of a counting window
ALL = 100
Counted = Literal["sent", "prompt", "late", "failed", "unknown"]


class Term(Row):
    """A row of rules/suppliers.yaml; one for a channel takes precedence over the general one."""

    channel: Outgoing | None = None
    value: int
    unit: Literal["s", "messages", "%", "points", "points/min"]


class Terms(NamedTuple):
    slow: int  # seconds, as the next two
    window: int
    between: int
    least: int
    bad: int
    lost: int
    returned: int


class Count(NamedTuple):
    """Messages sent in one window: each counts as sent, and once when it ends."""

    sent: int = 0
    prompt: int = 0  # delivered in time
    late: int = 0
    failed: int = 0
    unknown: int = 0  # reports about unknown messages


class Health(NamedTuple):
    """A provider's recent performance; `in_flight` has no final report yet."""

    sent: int = 0
    slow: int = 0
    failed: int = 0
    in_flight: int = 0
    unknown: int = 0


class Sent(Noun):
    """A sending such as a code: only the fact is stored."""

    id: str
    channel: Outgoing
    gateway: str
    at: AwareDatetime
    is_over: bool = False


class Shares(Noun):
    """The points of a channel's providers; none was bad since `quiet_since`."""

    channel: Outgoing
    points: dict[str, int]
    judged_at: AwareDatetime
    quiet_since: AwareDatetime


def terms(rows: Iterable[Term], channel: Outgoing, now: datetime) -> Terms:
    """KeyError if a term is missing."""
    known: dict[str, int] = {}
    for row in sorted(in_force(rows, now), key=lambda row: row.channel is not None):
        if row.channel in (None, channel):
            known[row.id.partition("-")[0]] = row.value
    return Terms(**{name: known[name] for name in Terms._fields})


def resting(gateways: Iterable[Gateway]) -> dict[str, int]:
    """The city's configured shares, scaled to a hundred points."""
    shares = {gateway.name: gateway.share for gateway in gateways}
    total = sum(shares.values()) or 1
    points = {name: share * ALL // total for name, share in shares.items()}
    for name in sorted(points, key=lambda name: -shares[name])[: ALL - sum(points.values())]:
        points[name] += 1
    return points


def fitting(known: Shares | None, channel: Outgoing, rest: dict[str, int], now: datetime) -> Shares:
    """The configured shares, if there are none yet or the providers have changed."""
    if known and set(known.points) == set(rest):
        return known
    new = Shares(channel=channel, points=rest, judged_at=now, quiet_since=now)
    return new.model_copy(update={"version": known.version}) if known else new


def order(points: Mapping[str, int], message: str, first: str | None = None) -> list[str]:
    """The providers to try in order: by shares, deterministic per message; `first` precedes all
    others.
    """
    first = first if first in points else _first(points, message)
    return sorted(points, key=lambda name: (name != first, -points[name], name))


def window(at: datetime) -> datetime:
    """The beginning of its window."""
    seconds = int(SPAN.total_seconds())
    return datetime.fromtimestamp(at.timestamp() // seconds * seconds, UTC)


def health(windows: Mapping[datetime, Count], terms: Terms, now: datetime) -> Health:
    """In a window that has not ended, only messages with a final report count."""
    since = now - timedelta(seconds=terms.window) - SPAN
    over = now - timedelta(seconds=terms.slow) - SPAN
    recent = {start: one for start, one in windows.items() if start > since}
    sent = slow = 0
    for start, one in recent.items():
        ended = one.prompt + one.failed
        ripe = start <= over
        sent += one.sent if ripe else min(one.sent, ended)
        slow += max(0, one.sent - ended) if ripe else 0
    every = windows.values()
    return Health(
        sent=sent,
        slow=slow,
        failed=sum(one.failed for one in recent.values()),
        in_flight=sum(max(0, one.sent - one.prompt - one.late - one.failed) for one in every),
        unknown=sum(one.unknown for one in every),
    )


def _first(points: Mapping[str, int], message: str) -> str | None:
    digest = hashlib.sha256(message.encode()).digest()
    at = int.from_bytes(digest[:8], "big") % max(1, sum(points.values()))
    for name in sorted(points):
        if at < points[name]:
            return name
        at -= points[name]
    return None
