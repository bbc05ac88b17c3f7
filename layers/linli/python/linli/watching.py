"""The alarms of a feature's things: their rows, and what changes them.

alarms#<thing>   alarms    what is known of its alarms; of a thing that was always well, no row

A feature whose devices' messages are packs (`linli.packs.taking.Ways`) watches them so:

1.  `Inside(rules)` once for each kind. `Ways.calm`: all samples are inside. That loads nothing.
2.  `Ways.alarmed` is given the calm devices with what they told, and asks `awake({device.id:
    (thing, points)})`, a call for a hundred things: which must be folded even so.
3.  The fold of its channels: `changed = hear(community, thing, points, now)`; it returns
    `[changed.write(events)]`, or nothing for None: states, alarms, `due` and the facts are one
    conditional write. Points of a message: `linli.points.of`.
4.  `Ways.settle`: `again(community, thing, since, now)`, committed within `until_settled`.
5.  `Sweeper({"alarms": act})`: `act(pk, _)` loads `thing_of(pk)`, calls `wake(…)`, commits, and
    does as in 4: what came meanwhile was calm while nothing was open. Absences, delays, hours,
    windows and samples from ahead come by this way alone.
6.  What people end: `end(community, thing, alarm, at, now)`.

A thing is `Thing(id, rules, windows)`. `changed.news` are its alarms that were raised, worsened,
cleared, returned, ended, corrected, withdrawn or are flapping (`linli.alarms.telling`), each with
its rule: `one.rule.step(one.news.told.alarm.level)` says what it raises. Ids of alarms are derived
from their causes, and `told.version` grows with each telling.
"""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from typing import NamedTuple

from events import Event
from linli.alarms import following
from linli.alarms.following import Change, Followed, Heard, Past, Thing
from linli.errors import NotFound
from linli.messages import AHEAD
from linli.model import Noun
from linli.packs import reading
from linli.places import Place
from linli.points import Point
from linli.store import Write, load, load_many

KIND = "alarms"
TOGETHER = 100  # of one call


class Watched(Noun):
    """What is known of the alarms of one thing, by rule."""

    thing: str
    community: Place
    following: dict[str, Followed] = {}

    @property
    def is_open(self) -> bool:
        return any(one.is_open for one in self.following.values())


class Changed(NamedTuple):
    """What is to be written of a thing, and made known with it."""

    after: Watched
    news: tuple[Heard, ...]
    due: datetime | None

    def write(self, events: Iterable[Event] = (), listed: tuple[str, str] | None = None) -> Write:
        pk, sk = key(self.after.thing)
        return Write(pk, sk, self.after, tuple(events), due=self.due, listed=listed)


Read = Callable[[Point], Point]  # a sample as the rules speak of it


def as_it_is(point: Point) -> Point:
    return point


def watched(community: str, thing: str) -> Watched:
    with suppress(NotFound):
        return load(*key(thing), Watched)
    return Watched(thing=thing, community=community)


def awake(things: Mapping[str, tuple[Thing, list[Point]]]) -> set[str]:
    """Those whose samples matter though they are inside all limits."""
    ids = sorted(things)
    known: dict[str, Watched] = {}
    for start in range(0, len(ids), TOGETHER):
        found = load_many(map(key, ids[start : start + TOGETHER]), Watched)
        known |= {one.thing: one for one in found.values()}
    return {
        name
        for name, (thing, points) in things.items()
        if following.stirs(known[name].following if name in known else {}, thing, points)
    }


def hear(
    community: str, thing: Thing, points: Iterable[Point], now: datetime, read: Read = as_it_is
) -> Changed | None:
    """`points` are read already; those of the past are as they were measured."""
    before = watched(community, thing.id)
    past = since(thing.id, now, read)
    return changed(before, following.hear(before.following, thing, points, now, past))


def again(
    community: str, thing: Thing, at: datetime, now: datetime, read: Read = as_it_is
) -> Changed | None:
    before = watched(community, thing.id)
    past = since(thing.id, now, read)
    return changed(before, following.again(before.following, thing, at, now, past))


def wake(community: str, thing: Thing, now: datetime, read: Read = as_it_is) -> Changed | None:
    before = watched(community, thing.id)
    past = since(thing.id, now, read)
    return changed(before, following.wake(before.following, thing, now, past))


def end(
    community: str,
    thing: Thing,
    alarm: str,
    at: datetime,
    now: datetime,
    read: Read = as_it_is,
) -> Changed | None:
    before = watched(community, thing.id)
    past = since(thing.id, now, read)
    return changed(before, following.end(before.following, thing, alarm, at, now, past))


def since(thing: str, now: datetime, read: Read = as_it_is) -> Past:
    """What the packs say since a moment, and of what is ahead."""

    def past(after: datetime) -> list[Point]:
        return [read(point) for point in reading.between(thing, after, now + AHEAD)]

    return past


def changed(before: Watched, change: Change) -> Changed | None:
    """None, if all is as it was."""
    if change.after == before.following and not change.news:
        return None
    after = before.model_copy(update={"following": dict(change.after)})
    return Changed(after, change.news, change.due)


def key(thing: str) -> tuple[str, str]:
    return f"{KIND}#{thing}", KIND


def thing_of(pk: str) -> str:
    return pk.partition("#")[2]
