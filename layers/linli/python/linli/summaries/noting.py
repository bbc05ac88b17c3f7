"""What a worker notes of a batch before its packs are written: which things spoke of which day, and
which of their hours are to be made.

It remembers what it has noted, so a thing costs it a part of a row each day and not a row each
message. Many rows may say the same, one of each worker that heard the thing.
"""

import hashlib
import json
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from linli import clock
from linli.aggregates.folding import DAY, HOUR, QUARTER, begin
from linli.city import city
from linli.messages import Message
from linli.packs import keeping
from linli.packs.model import SPAN, stamp
from linli.signals import Device
from linli.walks import SHARDS

GRACE = timedelta(minutes=5)  # after a stretch, before it is made
LATEST = timedelta(minutes=1)  # before that, in which what was taken is written
MADE = HOUR + GRACE - LATEST  # after its beginning, an hour may be made already
MANY = 12  # packs of an hour, by which one worker knows that the thing says very much
HELD = 100_000  # of what is remembered
KEPT = timedelta(days=30)  # of what is to be made
Heard = tuple[datetime, str]  # day, thing
Anew = tuple[datetime, str, datetime]  # quarter in which it is said, thing, hour


class Noted(NamedTuple):
    heard: set[Heard]
    anew: set[Anew]


class Notes:
    """Of one worker."""

    def __init__(self) -> None:
        self.heard: set[Heard] = set()
        self.anew: set[Anew] = set()
        self.packs: Counter[tuple[str, datetime]] = Counter()

    def new(self, sent: Mapping[Device, Iterable[Message]]) -> Noted:
        """What is not remembered of these."""
        noted, quarter = Noted(set(), set()), begin(clock.now(city().code), QUARTER)
        for device, messages in sent.items():
            made = made_until(clock.now(device.community))
            for message in messages:
                self._add(noted, device.id, message.times(), made, quarter)
        return Noted(noted.heard - self.heard, noted.anew - self.anew)

    def remember(self, noted: Noted) -> None:
        if len(self.heard) + len(self.anew) > HELD:
            self.heard.clear()
            self.anew.clear()
        self.heard |= noted.heard
        self.anew |= noted.anew

    def _add(
        self, noted: Noted, thing: str, times: list[datetime], made: datetime, quarter: datetime
    ) -> None:
        first, last = min(times), max(times)
        hour = begin(last, HOUR)
        if first >= hour:
            noted.heard.add((begin(last, DAY), thing))
        else:
            spread = times if last - first > SPAN else (first, last)
            noted.heard.update((begin(at, DAY), thing) for at in spread)
        if first < made:
            late = {begin(at, HOUR) for at in times if at < made}
            noted.anew.update((quarter, thing, hour) for hour in late)
        if self._is_dense(thing, hour):
            noted.anew.add((max(quarter, hour + HOUR), thing, hour))

    def _is_dense(self, thing: str, hour: datetime) -> bool:
        if len(self.packs) > HELD:
            self.packs.clear()
        self.packs[thing, hour] = packs = self.packs[thing, hour] + 1
        return packs >= MANY


def made_until(now: datetime) -> datetime:
    """The end of the last hour that may be made already, or be made without what comes now."""
    return begin(now - MADE, HOUR) + HOUR


notes = Notes()


def note(sent: Mapping[Device, Iterable[Message]], kept: timedelta) -> bool:
    """Whether all is noted; `kept` is for how long the packs of these messages are."""
    noted = notes.new(sent)
    rows = [*_heard(noted.heard, kept), *_anew(noted.anew)]
    if rows and keeping.put_rows(rows):
        return False
    notes.remember(noted)
    return True


def again(thing: str, hours: Iterable[datetime]) -> None:
    """Has them made once more, as it failed."""
    quarter = begin(clock.now(city().code), QUARTER)
    if keeping.put_rows(list(_anew((quarter, thing, hour) for hour in hours))):
        raise ValueError(f"not noted that it failed: {thing}")


def shard(thing: str) -> int:
    return zlib.crc32(thing.encode()) % SHARDS


def of_day(day: datetime, shard: int) -> str:
    return f"heard#{stamp(day)}#{shard}"


def of_quarter(quarter: datetime, shard: int) -> str:
    return f"anew#{stamp(quarter)}#{shard}"


def _heard(heard: Iterable[Heard], kept: timedelta) -> Iterable[dict[str, Any]]:
    rows: dict[tuple[datetime, int], list[str]] = defaultdict(list)
    for day, thing in heard:
        rows[day, shard(thing)].append(thing)
    return (
        _row(of_day(day, number), sorted(things), day + DAY + kept)
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
    """Named by what it says, so that it may be written twice."""
    body = json.dumps(said, separators=(",", ":"))
    digest = hashlib.sha256(body.encode()).hexdigest()[:16]
    texts = {"pk": pk, "sk": digest, "b": body}
    seconds = {"expires": {"N": str(int(expires.timestamp()))}}
    return {name: {"S": text} for name, text in texts.items()} | seconds
