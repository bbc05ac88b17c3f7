"""What a worker notes before it stores a batch: which things have samples on which day, and which
of their hours must be recomputed.

A worker remembers what it has noted, so a thing costs it a fraction of a row per day instead of a
row per message. Rows of several workers may repeat each other.
"""

import hashlib
import json
import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from linli import clock
from linli.aggregates.folding import DAY, QUARTER, begin
from linli.city import city
from linli.messages import Message
from linli.numbers import Length
from linli.packs import keeping
from linli.packs.model import stamp
from linli.signals import Device
from linli.walks import SHARDS

from .remembering import Anew, Heard, Notes

KEPT = timedelta(days=30)  # retention of notes
notes = Notes()


def note(sent: Mapping[Device, Iterable[Message]], kept: Length) -> bool:
    """Write the notes of a batch; returns whether that succeeded. `kept`: retention of its
    packs.
    """
    noted = notes.new(sent)
    rows = [*_heard(noted.heard, kept), *_anew(noted.anew)]
    if rows and keeping.put_rows(rows):
        return False
    notes.remember(noted)
    return True


def again(thing: str, hours: Iterable[datetime]) -> None:
    """Note hours again whose computation failed."""
    quarter = begin(clock.now(city().code), QUARTER)
    if keeping.put_rows(list(_anew((quarter, thing, hour) for hour in hours))):
        raise ValueError(f"not noted that it failed: {thing}")


def shard(thing: str) -> int:
    return zlib.crc32(thing.encode()) % SHARDS


def of_day(day: datetime, shard: int) -> str:
    return f"heard#{stamp(day)}#{shard}"


def of_quarter(quarter: datetime, shard: int) -> str:
    return f"anew#{stamp(quarter)}#{shard}"


def _heard(heard: Iterable[Heard], kept: Length) -> Iterable[dict[str, Any]]:
    rows: dict[tuple[datetime, int], list[str]] = defaultdict(list)
    for day, thing in heard:
        rows[day, shard(thing)].append(thing)
    return (
        _row(of_day(day, number), sorted(things), day + DAY + kept(day))
        for (day, number), things in rows.items()
    )


def _anew(anew: Iterable[Anew]) -> Iterable[dict[str, Any]]:
    rows: dict[tuple[datetime, int], list[list[str]]] = defaultdict(list)
    for quarter, thing, hour in anew:
        rows[quarter, shard(thing)].append([thing, stamp(hour)])
    return (
        _row(of_quarter(quarter, number), sorted(hours), quarter + KEPT)
        for (quarter, number), hours in rows.items()
    )


def _row(pk: str, said: list[Any], expires: datetime) -> dict[str, Any]:
    """The key is a digest of the content, so that writing it twice gives one row."""
    body = json.dumps(said, separators=(",", ":"))
    digest = hashlib.sha256(body.encode()).hexdigest()[:16]
    texts = {"pk": pk, "sk": digest, "b": body}
    seconds = {"expires": {"N": str(int(expires.timestamp()))}}
    return {name: {"S": text} for name, text in texts.items()} | seconds
