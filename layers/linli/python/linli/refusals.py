"""Whose a message was that could not be taken, by which it is counted among what its device sent.

refused#<device>   <when>|<message>   numbers   in quarantine, or sent again from there; or not kept
"""

import hashlib
import json
from base64 import b64decode
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from linli import clock, flood
from linli.errors import Conflict
from linli.messages import parse
from linli.model import Noun
from linli.store import Write, commit, partition, there
from linli.table import utc

ENDED, UNAGREED = "certificate-ended", "agreement-over"
UNKEPT = (ENDED, UNAGREED)  # no replay could take it, and it may be of a person who agrees no more
NOTED, PAGE = timedelta(days=40), 100  # how long it is known; rows of a look


class Numbers(Noun):
    """Of a device's message that is in quarantine, or was; None, where nobody could read them."""

    place: str
    payload: str | None = None  # its digest: the same bytes twice are one message, delivered twice
    boot: int | None = None
    seq: int | None = None


def refused(thing: str, begins: datetime, ends: datetime) -> tuple[list[tuple[int, int]], int]:
    """Of a device's messages that the broker had then: the boot and seq of those that could be read
    so far, and how many others there are, each counted once however often it was delivered; of
    what is only counted, all of its hours.
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


def left(thing: str, hour: str) -> int:
    """How many more of that hour may be kept, by those that are."""
    return max(0, flood.most(hour) - _count(thing, hour))


def messages(thing: str) -> Iterator[list[str]]:
    """The ids of a device's messages that are noted, some at a time."""
    after = ""
    while rows := partition(_of(thing), Numbers, after=after, limit=PAGE):
        yield [row.place.partition("|")[2] for row in rows]
        after = rows[-1].place


def noted(message_id: str, text: str) -> list[Write]:
    """A row beside it by which it is found again by whose it is; none for what is no device's."""
    said = whose(text)
    if said is None:
        return []
    thing, had, payload = said
    place = f"{had}|{message_id}"
    numbers = Numbers(place=place, payload=digest(payload.encode()), **_numbers(payload))
    return [Write(_of(thing), place, numbers, expires=datetime.now(UTC) + NOTED)]


def note(message_id: str, text: str) -> None:
    """Of what is not kept; delivered again, it changes nothing."""
    if writes := noted(message_id, text):
        with suppress(Conflict):
            commit(*writes)


def known(messages: Iterable[tuple[str, str]]) -> set[str]:
    """Which of them, each with its text, are noted already."""
    by_place = {
        (_of(said[0]), f"{said[1]}|{message_id}"): message_id
        for message_id, text in messages
        if (said := whose(text))
    }
    return {by_place[place] for place in there(by_place)} if by_place else set()


def whose(text: str) -> tuple[str, str, str] | None:
    """The device, when the broker had it, and what it sent; None of what is no device's."""
    try:
        envelope = json.loads(text)
        thing, community = str(envelope["device"]), str(envelope["community"])
        had = datetime.fromtimestamp(envelope["received"] / 1000, UTC)
        return thing, utc(clock.shift(had, community)), str(envelope.get("payload"))
    except (ValueError, KeyError, TypeError, OverflowError, OSError, RecursionError):
        return None


def digest(payload: bytes) -> str:
    return hashlib.sha256(payload).hexdigest()[:16]


def _count(thing: str, hour: str) -> int:
    found, after = 0, ""
    while rows := partition(_of(thing), Numbers, starts=hour, after=after, limit=PAGE):
        found += len(rows)
        after = rows[-1].place
    return found


def _numbers(payload: str) -> dict[str, int]:
    try:
        said = parse(b64decode(payload))
        return {name: int(said[name]) for name in ("boot", "seq")}
    except (ValueError, KeyError, TypeError, RecursionError, OverflowError):
        return {}


def _of(thing: str) -> str:
    return f"refused#{thing[:64]}"
