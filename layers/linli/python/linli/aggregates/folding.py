"""From samples to the parts of steps of time, and from narrow steps to wider ones."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from fractions import Fraction
from functools import reduce
from itertools import groupby, pairwise
from operator import mul, ne

from linli.points import Point, ordered
from linli.wall import CHINA

from .model import Edge, Part

MINUTE, QUARTER = timedelta(minutes=1), timedelta(minutes=15)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TICK, TICKS = timedelta(microseconds=1), 1_000_000
EPOCH = datetime(1970, 1, 1, tzinfo=CHINA)  # days begin at local midnight
By = Mapping[str, list[Part]]  # the parts of each measure, in order


def by(points: Iterable[Point], width: timedelta, holds: timedelta) -> By:
    """The parts of each measure, whatever the order and repetition of samples. A step with partial
    data gets the part of that data.
    """
    samples: dict[str, list[tuple[datetime, float]]] = defaultdict(list)
    for point in ordered(points):
        for measure, value in point.measures.items():
            samples[measure].append((point.at, value))
    long = holds.total_seconds()
    return {
        measure: [
            part
            for _, some in groupby(own, lambda sample: begin(sample[0], width))
            if (part := of(list(some), long))
        ]
        for measure, own in samples.items()
    }


def of(samples: Sequence[tuple[datetime, float]], holds: float) -> Part | None:
    """Of samples in order: equal to merging them one by one, but in integer arithmetic."""
    if not samples:
        return None
    long = Fraction(holds)
    most = long * TICKS
    if most.denominator > 1:  # finer than a tick: does not occur in practice
        return merged(Part.of(Edge(at, value), long) for at, value in samples)
    times = [(at - EPOCH) // TICK for at, _ in samples]
    values = [float(value) for _, value in samples]
    ratios = [value.as_integer_ratio() for value in values]
    scale = max(below for _, below in ratios)
    whole = [above * (scale // below) for above, below in ratios]
    between = [after - before for before, after in pairwise(times)]
    speaks = [min(ticks, int(most)) for ticks in between]
    return Part.model_construct(
        holds=long,
        first=Edge(*samples[0]),
        last=Edge(*samples[-1]),
        low=min(values),
        high=max(values),
        count=len(values),
        total=Fraction(sum(whole), scale),
        weighed=Fraction(sum(map(mul, whole, speaks)), scale * TICKS),
        spoken=Fraction(sum(speaks), TICKS),
        gaps=sum(map(ne, between, speaks)),
    )


def merged(parts: Iterable[Part | None]) -> Part | None:
    """Merged in order; None is a step without samples."""
    some = [one for one in parts if one]
    return reduce(Part.then, some) if some else None


def joined(some: Iterable[By]) -> By:
    """Concatenated in order of time."""
    found: dict[str, list[Part]] = defaultdict(list)
    for one in some:
        for measure, parts in one.items():
            found[measure] += parts
    return {name: sorted(parts, key=lambda part: part.first.at) for name, parts in found.items()}


def wider(narrow: By, width: timedelta) -> By:
    return {measure: list(steps(parts, width).values()) for measure, parts in narrow.items()}


def steps(narrow: Iterable[Part], width: timedelta) -> dict[datetime, Part]:
    """Wider parts, merged from narrower ones, by the beginning of their step."""
    groups: dict[datetime, list[Part]] = {}
    for one in narrow:
        groups.setdefault(begin(one.first.at, width), []).append(one)
    return {at: part for at, own in groups.items() if (part := merged(own))}


def begin(at: datetime, width: timedelta) -> datetime:
    """The beginning of the step of that width that contains it."""
    return at - (at - EPOCH) % width
