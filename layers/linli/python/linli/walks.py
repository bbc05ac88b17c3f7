"""Long iterations over stored time that resume where they stopped: period by period, within each
shard by shard, and in a shard by name.

walk#<course>   walk    the position reached

Two workers may walk at once: everything done on the way is idempotent, and the second to save its
position gets Conflict.
"""

import time as clock
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from pydantic import AwareDatetime

from linli.aggregates.folding import begin
from linli.errors import NotFound
from linli.model import Noun
from linli.store import Write, commit, load, stored, until_settled

SHARDS = 8
SAVED = 5.0  # seconds between saves of the position
TOGETHER = 2_000  # names per step


class Place(NamedTuple):
    """A position in a period: names of `shard` up to `after` are done."""

    shard: int = 0
    after: str = ""


class Walk(Noun):
    """Everything before `at` is done, except the periods in `again`; `here` is the current
    position.
    """

    at: AwareDatetime
    again: tuple[AwareDatetime, ...] = ()
    here: AwareDatetime | None = None
    place: Place = Place()

    def next(self) -> datetime:
        return self.here or next(iter(self.again), self.at)

    def over(self, stretch: datetime, step: timedelta) -> "Walk":
        left = tuple(one for one in self.again if one != stretch)
        at = self.at + step if stretch == self.at else self.at
        new = {"at": at, "again": left, "here": None, "place": Place()}
        return self.model_copy(update=new)

    def recalled(self, stretch: datetime) -> "Walk":
        left = tuple(one for one in self.again if one != stretch)
        new = {"again": (*left, stretch)} if stretch < self.at else {}
        begun = {"here": None, "place": Place()} if stretch == self.here else {}
        return self.model_copy(update=new | begun)


class Course(NamedTuple):
    """What to iterate over. Only periods before `limit` may be walked (None: nothing yet); the
    first walk begins `since` before that. `names` lists the names in a shard of a period in order;
    `go` processes some of them from the first on and returns how many; `end` is called when all are
    done.
    """

    name: str
    step: timedelta
    since: timedelta
    limit: Callable[[datetime], datetime | None]
    names: Callable[[datetime, int], Sequence[str]]
    go: Callable[[datetime, int, Sequence[str]], int]
    end: Callable[[datetime], object] = lambda _: None


class Time:
    """The remaining time of a run."""

    def __init__(self, seconds: float) -> None:
        self.ends = clock.monotonic() + seconds

    def left(self) -> bool:
        return clock.monotonic() < self.ends


def walk(course: Course, now: datetime, time: Time) -> int:
    """Walk as far as limit and time allow; returns how many were done. Conflict if another walks
    too.
    """
    limit = course.limit(now)
    if limit is None:
        return 0
    state, done, saved = _state(course, limit), 0, Time(SAVED)
    while (here := state.next()) + course.step <= limit:
        for place, some in places(course, here, state.place):
            done += some
            if place is None:
                state = _save(course, state.over(here, course.step))
            elif not (time.left() and saved.left()):
                state = _save(course, state.model_copy(update={"here": here, "place": place}))
                saved = Time(SAVED)
            if not time.left():
                return done
    return done


def stretch(course: Course, here: datetime, place: Place, time: Time) -> Place | None:
    """One period only, from a position on; returns the next position, None at its end."""
    for reached, _ in places(course, here, place):
        if reached is None or not time.left():
            return reached
    return None


def places(course: Course, here: datetime, place: Place) -> Iterator[tuple[Place | None, int]]:
    """The positions reached in a period, each with the number processed; None when all is done."""
    after = place.after
    for shard in range(place.shard, SHARDS):
        names = course.names(here, shard)
        at = bisect_right(names, after)
        while at < len(names):
            some = course.go(here, shard, names[at : at + TOGETHER])
            at += some
            yield Place(shard, names[at - 1]), some
        after = ""
    course.end(here)
    yield None, 0


def reached(name: str) -> datetime | None:
    """Everything before this is done, except periods to be walked again."""
    try:
        return load(*_key(name), Walk).at
    except NotFound:
        return None


def recall(name: str, here: datetime) -> None:
    """Schedule a period to be walked again, ahead of new ones, unless it is still to come.

    A worker that is just walking it loses its position to a Conflict and starts the period anew.
    """

    def settle() -> None:
        try:
            before = load(*_key(name), Walk)
        except NotFound:
            return
        if here <= before.at:
            commit(Write(*_key(name), before.recalled(here)))

    until_settled(settle)


def _state(course: Course, limit: datetime) -> Walk:
    try:
        return load(*_key(course.name), Walk)
    except NotFound:
        return _save(course, Walk(at=begin(limit - course.since, course.step)))


def _save(course: Course, state: Walk) -> Walk:
    commit(Write(*_key(course.name), state))
    return stored(state)


def _key(name: str) -> tuple[str, str]:
    return f"walk#{name}", "walk"
