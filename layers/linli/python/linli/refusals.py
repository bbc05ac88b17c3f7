"""Whose message a refused one was, so that it counts among what the device sent.

refused#<device>         <when>|<message>   numbers   quarantined, replayed, or only counted
refused#<device>#aside   <when>|<message>   numbers   the same of a message without samples
"""

import hashlib
from base64 import b64decode
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from linli import flood, senders
from linli.errors import Conflict
from linli.messages import parse
from linli.model import Noun
from linli.store import Write, commit, partition, there
from linli.table import utc

ENDED, UNAGREED = "certificate-ended", "agreement-over"
UNKEPT = (ENDED, UNAGREED)  # not stored: cannot be replayed, and consent may be withdrawn
NOTED, PAGE = timedelta(days=40), 100  # retention; rows per query


class Numbers(Noun):
    """boot and seq of a device's quarantined message; None if they could not be read."""

    place: str
    payload: str | None = None  # digest: the same bytes twice are one message, delivered twice
    boot: int | None = None
    seq: int | None = None


def refused(thing: str, begins: datetime, ends: datetime) -> tuple[list[tuple[int, int]], int]:
    """The refused messages with samples that the broker received in this period: boot and seq of
    those that could be read, and the number of all others. A redelivered message counts once;
    messages beyond the hourly limit are counted by whole hours.
    """
    named: list[tuple[int, int]] = []
    unnamed: set[str] = set()
    after, end = utc(begins), utc(ends)
    while after < end:
        rows = partition(_of(thing), Numbers, after=after, limit=PAGE)
        for row in (row for row in rows if row.place < end):
            if row.boot is None or row.seq is None:
                unnamed.add(row.payload or row.place)
            else:
                named.append((row.boot, row.seq))
        if len(rows) < PAGE:
            break
        after = rows[-1].place
    over = flood.over(thing, begins, ends)
    return named, len(unnamed) + sum(max(0, came - _count(thing, hour)) for hour, came in over)


def left(series: str, hour: str) -> int:
    """How many more messages of that hour may be stored."""
    return max(0, flood.most(hour) - _count(series, hour))


def messages(thing: str) -> Iterator[list[str]]:
    """Ids of a device's noted messages, in chunks."""
    for series in (thing, senders.aside(thing)):
        after = ""
        while rows := partition(_of(series), Numbers, after=after, limit=PAGE):
            yield [row.place.partition("|")[2] for row in rows]
            after = rows[-1].place


def noted(message_id: str, text: str) -> list[Write]:
    """The row that finds a quarantined message by its device; none if it is not from a device."""
    said = senders.whose(text)
    if said is None:
        return []
    place = f"{said.received}|{message_id}"
    numbers = Numbers(place=place, payload=digest(said.payload.encode()), **_numbers(said.payload))
    return [Write(_of(said.series), place, numbers, expires=datetime.now(UTC) + NOTED)]


def note(message_id: str, text: str) -> None:
    """Note a message that is not stored. Idempotent."""
    if writes := noted(message_id, text):
        with suppress(Conflict):
            commit(*writes)


def known(messages: Iterable[tuple[str, str]]) -> set[str]:
    """Which of these messages, given with their text, are already noted."""
    by_place = {
        (_of(said.series), f"{said.received}|{message_id}"): message_id
        for message_id, text in messages
        if (said := senders.whose(text))
    }
    return {by_place[place] for place in there(by_place)} if by_place else set()


def digest(payload: bytes) -> str:
    return hashlib.sha256(payload).hexdigest()[:16]


def _count(series: str, hour: str) -> int:
    found, after = 0, ""
    while rows := partition(_of(series), Numbers, starts=hour, after=after, limit=PAGE):
        found += len(rows)
        after = rows[-1].place
    return found


def _numbers(payload: str) -> dict[str, int]:
    try:
        said = parse(b64decode(payload))
        return {name: int(said[name]) for name in ("boot", "seq")}
    except (ValueError, KeyError, TypeError, RecursionError, OverflowError):
        return {}


def _of(series: str) -> str:
    return f"refused#{series}"
