"""Samples as they are stored: each once, in event time. Pure.

What is worked out from samples is worked out from `ordered`, so that it makes no difference in
which order, how often and how late they came.
"""

from collections.abc import Iterable
from datetime import datetime

from pydantic import AwareDatetime

from linli.messages import Message, Number, Sample


class Point(Sample):
    """A sample and its place in its device's own count, which orders those of one moment."""

    boot: Number = 0
    seq: Number = 0
    n: Number = 0  # within its message


class TooMany(Exception):
    """Of what was asked for: the samples from `begins` on alone are not too many."""

    def __init__(self, begins: datetime) -> None:
        super().__init__(begins.isoformat())
        self.begins = begins


Key = tuple[AwareDatetime, int, int, int, tuple[tuple[str, float], ...]]


def of(message: Message) -> list[Point]:
    boot, seq = message.boot, message.seq
    return [
        Point.model_construct(at=one.at, measures=one.measures, boot=boot, seq=seq, n=n)
        for n, one in enumerate(message.samples)
    ]


def ordered(points: Iterable[Point]) -> list[Point]:
    """Each once. Equal stamps lose none: both count, in the order in which they were numbered."""
    known = {_key(point): point for point in points}
    return [known[key] for key in sorted(known)]


def _key(point: Point) -> Key:
    measures = tuple(sorted(point.measures.items()))
    return point.at, point.boot, point.seq, point.n, measures
