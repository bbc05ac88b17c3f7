"""How a feature watches its things: what is kept of their alarms is in a row of its own.

A feature whose devices' messages are packs (`linli.packs.taking.Ways`) uses it as follows:

1.  Its row of a thing is a subclass of `linli.alarms.watched.Watched`, with what else is decided
    in the same write; a thing that never had an alarm needs none. Its store writes `due` too.
2.  `Ways.calm`: all samples are within `Inside(rules)`, made once for each kind. Nothing is loaded.
3.  `Ways.alarmed` gets the calm devices with their messages, loads their rows, a hundred a call,
    and asks `awake(rows, {device.id: (thing, points)})` which of them must be folded nonetheless.
4.  The fold of its channels: `changed = hear(row, thing, points, now)`; None means that there is
    nothing to write. Otherwise `changed.after`, with its `due` and the events, is one conditional
    write. The points of a message are `linli.points.of(message)`.
5.  `Ways.settle`: `again(row, thing, since, now)`, committed within `until_settled`.
6.  The sweeper loads the row, calls `wake(…)` and commits: messages in between were calm while no
    alarm was open. Absences, delays, hours, windows and samples from the future depend on it.
7.  A person ends an alarm: `end(row, thing, alarm, at, now)`. Changed windows: `again`.

A thing is `Thing(id, rules, windows)`. `changed.news` are its alarms that were raised, worsened,
cleared, returned, ended, corrected, withdrawn or began to flap (`linli.alarms.telling`), each with
its rule: `one.rule.step(one.news.told.alarm.level)` says what it raises. Ids of alarms are derived
from their causes; `told.version` grows with each publication.
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
    """The row to write, and the changes of alarms to publish with it."""

    after: W
    news: tuple[Heard, ...]


Read = Callable[[Point], Point]  # converts a stored sample into the measures that rules use


def as_it_is(point: Point) -> Point:
    return point


def awake(
    rows: Mapping[str, Watched], things: Mapping[str, tuple[Thing, Iterable[Point]]]
) -> set[str]:
    """The ids of those whose samples must be folded although they are within all limits."""
    return {
        name
        for name, (thing, points) in things.items()
        if following.needs_fold(rows[name].following if name in rows else {}, thing, points)
    }


def hear(
    row: W, thing: Thing, points: Iterable[Point], now: datetime, read: Read = as_it_is
) -> Changed[W] | None:
    """`points` are passed through `read` already; those from the packs are not."""
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


def over(row: W, alarm: str, until: datetime) -> W:
    """The row without an alarm that people ended while it went on: what was measured until then is
    done with, and the next violation is an alarm anew.
    """
    left = Change(following.over(row.following, alarm, until))
    return row.model_copy(update={"following": dict(left.after), "due": left.due})


def since(thing: Thing, now: datetime, read: Read = as_it_is) -> Past:
    """Reads the samples of the thing's packs, including those stamped up to `AHEAD` of now."""

    def past(after: datetime) -> list[Point]:
        return [read(point) for point in reading.since(thing.id, after, now + AHEAD)]

    return past


def _changed(row: W, change: Change) -> Changed[W] | None:
    """None if nothing changed."""
    if change.after == row.following and not change.news:
        return None
    after = row.model_copy(update={"following": dict(change.after), "due": change.due})
    return Changed(after, change.news)
