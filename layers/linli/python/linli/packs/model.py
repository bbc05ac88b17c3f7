"""A device's message as its row stores it: its key, and its samples in a compact form. Pure.

The key derives from the message alone, so that the same message gives the same row, and rows do not
depend on the order of arrival. Times are city time.
"""

import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from pydantic_core import to_json

from linli.messages import Message
from linli.points import Point

ROWS, WIDE = "pack", "wide"
SPAN = timedelta(hours=1)  # longest span of a message's samples, unless it is wide
EPOCH, TICK = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)
TOLD = 8  # hexadecimal digits of a message's digest in its key


class Pack(NamedTuple):
    """`at` is the time of its newest sample. `body` is JSON: the names of the measures, then for
    each sample the ticks since the previous one and its values in the order of the names.
    """

    thing: str
    at: datetime
    boot: int
    seq: int
    digest: str
    wide: bool
    body: str

    @property
    def pk(self) -> str:
        return partition(self.thing, wide=self.wide)

    @property
    def sk(self) -> str:
        return f"{stamp(self.at)}#{self.boot:014x}#{self.seq:014x}#{self.digest}"

    @property
    def samples(self) -> int:
        return self.body.count("[") - 3  # the outer list, the names, the samples' list

    @property
    def name(self) -> tuple[int, int, str]:
        """Identifies it among the messages of its thing, independent of its time."""
        return self.boot, self.seq, self.digest


def packed(thing: str, message: Message, digest: str) -> Pack:
    times = message.times()
    newest = max(times)
    wide = newest - min(times) > SPAN
    return Pack(thing, newest, message.boot, message.seq, digest[:TOLD], wide, _body(message))


def read(pk: str, sk: str, body: str) -> Pack:
    kind, _, thing = pk.partition("#")
    at, boot, seq, digest = sk.split("#")
    return Pack(thing, when(at), int(boot, 16), int(seq, 16), digest, kind == WIDE, body)


def partition(thing: str, *, wide: bool) -> str:
    return f"{WIDE if wide else ROWS}#{thing}"


def stamp(at: datetime) -> str:
    """With constant width, so that lexical order is chronological."""
    return f"{_ticks(max(at, EPOCH)):016}"


def when(stamped: str) -> datetime:
    return EPOCH + int(stamped) * TICK


def points(packs: Iterable[Pack]) -> list[Point]:
    """The samples of all messages, each message once."""
    once: dict[tuple[int, int, str], Pack] = {}
    for pack in sorted(packs, key=lambda pack: pack.sk):
        once.setdefault(pack.name, pack)
    return [point for pack in once.values() for point in _points(pack)]


def _points(pack: Pack) -> list[Point]:
    names, samples = json.loads(pack.body)
    found, at = [], EPOCH
    for n, (ticks, *values) in enumerate(samples):
        at += ticks * TICK
        pairs = zip(names, values, strict=True)
        measures = {name: float(value) for name, value in pairs if value is not None}
        point = {"at": at, "measures": measures, "boot": pack.boot, "seq": pack.seq, "n": n}
        found.append(Point.model_construct(**point))  # validated on arrival
    return found


def _body(message: Message) -> str:
    names = sorted({name for sample in message.samples for name in sample.measures})
    samples, before = [], 0
    for sample in message.samples:
        now, values = _ticks(sample.at), map(sample.measures.get, names)
        samples.append([now - before, *map(_short, values)])
        before = now
    return to_json([names, samples]).decode()


def _short(value: float | None) -> float | None:
    return int(value) if value is not None and value.is_integer() else value


def _ticks(at: datetime) -> int:
    return (at - EPOCH) // TICK
