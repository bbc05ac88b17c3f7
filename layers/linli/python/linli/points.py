"""Stored samples: each once, in event time. Pure.

Everything computed from samples is computed from `ordered`, so that order, repetition and delay of
their arrival make no difference.
"""

from collections.abc import Iterable
from datetime import datetime

from pydantic import AwareDatetime

from linli.messages import Message, Number, Sample


class Point(Sample):
    """A sample with its message's boot and seq, which order samples of the same moment."""

    boot: Number = 0
    seq: Number = 0
    n: Number = 0  # index within its message


class TooMany(Exception):
    """More samples than the limit; those from `begins` on alone are within it."""

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
    """Deduplicated and sorted. Samples with equal timestamps all count, in the order of their
    numbers.
    """
    known = {_key(point): point for point in points}
    return [known[key] for key in sorted(known)]


def _key(point: Point) -> Key:
    measures = tuple(sorted(point.measures.items()))
    return point.at, point.boot, point.seq, point.n, measures
