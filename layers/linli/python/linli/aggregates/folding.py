"""From samples to minutes, and from narrow steps of time to wider ones."""

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
WIDTHS = (MINUTE, QUARTER, HOUR, DAY)
TICK, TICKS = timedelta(microseconds=1), 1_000_000
EPOCH = datetime(1970, 1, 1, tzinfo=CHINA)  # days begin at local midnight


def part(measure: str, points: Iterable[Point], holds: float) -> Part | None:
    """Of all samples with this measure, whatever their order and repetition."""
    known = ordered(points)
    return of([(p.at, p.measures[measure]) for p in known if measure in p.measures], holds)


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


def parts(measure: str, points: Iterable[Point], holds: float) -> dict[datetime, Part]:
    """Parts by the beginning of their minute."""
    made = groupby(ordered(points), lambda point: begin(point.at, MINUTE))
    found = ((minute, part(measure, own, holds)) for minute, own in made)
    return {minute: one for minute, one in found if one}


def wider(narrow: Mapping[datetime, Part], width: timedelta) -> dict[datetime, Part]:
    """Wider parts, merged from narrower ones."""
    groups = groupby(sorted(narrow), lambda at: begin(at, width))
    found = ((start, merged(narrow[at] for at in own)) for start, own in groups)
    return {start: one for start, one in found if one}


def begin(at: datetime, width: timedelta) -> datetime:
    """The beginning of the step of that width that contains it."""
    return at - (at - EPOCH) % width


def touched(points: Iterable[Point], width: timedelta) -> set[datetime]:
    """The steps to recompute once these samples arrived late."""
    return {begin(point.at, width) for point in points}
