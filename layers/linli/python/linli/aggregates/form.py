"""The storage format of parts: exact, so that what is read merges to the last bit. Pure.

A sum of floats is an integer times a power of two, and so is a sum of floats times microseconds.
"""

import json
import zlib
from base64 import b85decode, b85encode
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any

from .model import Edge, Part

TICK, TICKS = timedelta(microseconds=1), 1_000_000


def written(parts: Mapping[str, Iterable[Part]], begins: datetime) -> str:
    """The parts of all measures, relative to `begins`; they share one `holds`."""
    said = {name: [_cells(one, begins) for one in own] for name, own in sorted(parts.items())}
    return b85encode(zlib.compress(json.dumps(said, separators=(",", ":")).encode(), 9)).decode()


def read(text: str, begins: datetime, holds: float) -> dict[str, list[Part]]:
    said = json.loads(zlib.decompress(b85decode(text)))
    return {
        name: [_part(cells, begins, Fraction(holds)) for cells in own] for name, own in said.items()
    }


def _cells(part: Part, begins: datetime) -> list[Any]:
    first = (part.first.at - begins) // TICK
    if part.count == 1:
        return [first, part.low]
    return [
        first,
        part.first.value,
        (part.last.at - part.first.at) // TICK,
        part.last.value,
        part.low,
        part.high,
        part.count,
        _exact(part.total),
        _exact(part.weighed * TICKS),
        int(part.spoken * TICKS),
        part.gaps,
    ]


def _part(cells: list[Any], begins: datetime, holds: Fraction) -> Part:
    at, value, *more = cells
    first = Edge(begins + at * TICK, value)
    if not more:
        return Part.of(first, holds)
    after, last, low, high, count, total, weighed, spoken, gaps = more
    return Part.model_construct(
        holds=holds,
        first=first,
        last=Edge(first.at + after * TICK, last),
        low=low,
        high=high,
        count=count,
        total=_number(total),
        weighed=_number(weighed) / TICKS,
        spoken=Fraction(spoken, TICKS),
        gaps=gaps,
    )


def _exact(number: Fraction) -> str:
    """As two integers; the denominator is a power of two."""
    return f"{number.numerator:x}/{number.denominator.bit_length() - 1}"


def _number(text: str) -> Fraction:
    numerator, power = text.split("/")
    return Fraction(int(numerator, 16), 1 << int(power))
