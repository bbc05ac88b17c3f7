"""The simple conditions: whether one holds at a moment, does not, or is unknown."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from linli.points import Point

from .model import Absence, Change, Leaf, Threshold
from .state import Heard

Recent = tuple[tuple[datetime, float], ...]


def take(leaf: Leaf, heard: Heard, point: Point) -> Heard:
    """The state after that sample; the same if the sample has other measures."""
    if isinstance(leaf, Absence):
        told = leaf.measure is None or leaf.measure in point.measures
        return Heard(point.at) if told else heard
    value = point.measures.get(leaf.measure)
    if value is None:
        return heard
    if isinstance(leaf, Threshold):
        return Heard(point.at, leaf.holds(value, before=heard.held), value)
    recent = (*_thin(leaf, _near(leaf, heard.recent, point.at), value), (point.at, value))
    return Heard(point.at, bool(_causes(leaf, recent, value)), value, recent)


def at(leaf: Leaf, heard: Heard, now: datetime) -> Heard:
    """The state at a later moment without a sample."""
    if isinstance(leaf, Absence) and heard.at:
        return heard._replace(held=now >= heard.at + timedelta(seconds=leaf.within_seconds))
    if isinstance(leaf, Change) and heard.value is not None and heard.held:
        recent = _near(leaf, heard.recent, now)
        return heard._replace(held=bool(_causes(leaf, recent, heard.value)), recent=recent)
    return heard


def truth(leaf: Leaf, heard: Heard, now: datetime, holds: float | None) -> bool | None:
    """None (unknown) if it held and the value has expired. What did not hold, or was never
    measured, is false.
    """
    return None if heard.held and faded(leaf, heard, now, holds) else heard.held


def faded(leaf: Leaf, heard: Heard, now: datetime, holds: float | None) -> bool:
    """Whether there is no valid value: it has expired, or there never was one."""
    if heard.at is None:
        return True
    fades = holds is not None and not isinstance(leaf, Absence)
    return fades and now >= heard.at + timedelta(seconds=holds or 0)


def turns(leaf: Leaf, heard: Heard, holds: float | None) -> Iterable[datetime]:
    """The times at which it changes without a new sample."""
    if heard.at is None:
        return
    if isinstance(leaf, Absence):
        yield heard.at + timedelta(seconds=leaf.within_seconds)
        return
    if holds is not None:
        yield heard.at + timedelta(seconds=holds)
    if isinstance(leaf, Change) and heard.held and heard.value is not None:
        last = max(_causes(leaf, heard.recent, heard.value))
        yield last + timedelta(seconds=leaf.within_seconds)


def _near(leaf: Change, recent: Recent, now: datetime) -> Recent:
    after = now - timedelta(seconds=leaf.within_seconds)
    return tuple(one for one in recent if one[0] > after)


def _thin(leaf: Change, recent: Recent, value: float) -> Recent:
    """Without the values that a later one makes irrelevant: for a rise only the later minima are
    needed, for a fall the maxima.
    """
    if leaf.direction == "either":
        lows, highs = (_last(recent, value, sign) for sign in (1, -1))
        return tuple(one for one in recent if one in lows or one in highs)
    return _last(recent, value, 1 if leaf.direction == "rise" else -1)


def _last(recent: Recent, value: float, sign: int) -> Recent:
    found: list[tuple[datetime, float]] = []
    for one in reversed(recent):
        if sign * one[1] < sign * value:
            found.append(one)
            value = one[1]
    return tuple(reversed(found))


def _causes(leaf: Change, recent: Recent, value: float) -> list[datetime]:
    return [at for at, before in recent if leaf.passes(before, value)]
