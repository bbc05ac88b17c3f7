"""The alarms of a feature's things: what is known of them rests in a row of the feature's own.

A feature whose devices' messages are packs (`linli.packs.taking.Ways`) watches them so:

1.  Its row of a thing is a `linli.alarms.watched.Watched` with what else is decided together; of a
    thing that was always well there need be none. Its store writes it with its `due`.
2.  `Inside(rules)` once for each kind. `Ways.calm`: all samples are inside. That loads nothing.
3.  `Ways.alarmed` is given the calm devices with what they told, loads their rows, a hundred in a
    call, and asks `awake(rows, {device.id: (thing, points)})`: which must be folded even so.
4.  The fold of its channels: `changed = hear(row, thing, points, now)`; nothing is written for
    None. Else `changed.after`, with its `due` and the facts, is one conditional write. Points of a
    message: `linli.points.of`.
5.  `Ways.settle`: `again(row, thing, since, now)`, committed within `until_settled`.
6.  The sweeper's act loads the row, calls `wake(…)`, and commits: what came meanwhile was calm
    while nothing was open. Absences, delays, hours, windows and samples from ahead come by this
    way alone.
7.  What people end: `end(row, thing, alarm, at, now)`. Where its windows are others now: `again`.

A thing is `Thing(id, rules, windows)`. `changed.news` are its alarms that were raised, worsened,
cleared, returned, ended, corrected, withdrawn or are flapping (`linli.alarms.telling`), each with
its rule: `one.rule.step(one.news.told.alarm.level)` says what it raises. Ids of alarms are derived
from their causes, and `told.version` grows with each telling.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Generic, NamedTuple, TypeVar

from linli.alarms import following
from linli.alarms.followed import Change, Heard, Past, Thing
from linli.alarms.watched import Watched
from linli.messages import AHEAD
from linli.packs import reading
from linli.points import Point

W = TypeVar("W", bound=Watched)


class Changed(NamedTuple, Generic[W]):
    """What is to be written of a thing, and made known with it."""

    after: W
    news: tuple[Heard, ...]


Read = Callable[[Point], Point]  # a sample as the rules speak of it


def as_it_is(point: Point) -> Point:
    return point


def awake(
    rows: Mapping[str, Watched], things: Mapping[str, tuple[Thing, Iterable[Point]]]
) -> set[str]:
    """Those whose samples matter though they are inside all limits."""
    return {
        name
        for name, (thing, points) in things.items()
        if following.stirs(rows[name].following if name in rows else {}, thing, points)
    }


def hear(
    row: W, thing: Thing, points: Iterable[Point], now: datetime, read: Read = as_it_is
) -> Changed[W] | None:
    """`points` are read already; those of the past are as they were measured."""
    return _changed(row, following.hear(row.following, thing, points, now, since(thing, now, read)))


def again(
    row: W, thing: Thing, at: datetime, now: datetime, read: Read = as_it_is
) -> Changed[W] | None:
    return _changed(row, following.again(row.following, thing, at, now, since(thing, now, read)))


def wake(row: W, thing: Thing, now: datetime, read: Read = as_it_is) -> Changed[W] | None:
    return _changed(row, following.wake(row.following, thing, now, since(thing, now, read)))


def end(
    row: W, thing: Thing, alarm: str, at: datetime, now: datetime, read: Read = as_it_is
) -> Changed[W] | None:
    past = since(thing, now, read)
    return _changed(row, following.end(row.following, thing, alarm, at, now, past))


def since(thing: Thing, now: datetime, read: Read = as_it_is) -> Past:
    """What the packs say since a moment, and of what is ahead."""

    def past(after: datetime) -> list[Point]:
        return [read(point) for point in reading.since(thing.id, after, now + AHEAD)]

    return past


def _changed(row: W, change: Change) -> Changed[W] | None:
    """None, if all is as it was."""
    if change.after == row.following and not change.news:
        return None
    after = row.model_copy(update={"following": dict(change.after), "due": change.due})
    return Changed(after, change.news)
