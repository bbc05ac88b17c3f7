"""What is known of all alarms of one thing, and how it changes by what is measured and by time.
Pure, but that it asks for the samples it needs.

Of each rule a `Followed` is kept: the states from which it is told again, the alarms that were
told, and when the next thing happens. A thing of which nothing was ever wrong has none.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from pydantic import AwareDatetime

from linli.model import Fact
from linli.points import Point

from . import horizon, model
from .model import Rule
from .model import leaves as leaves_of
from .quiet import quiet
from .running import Evaluated, evaluate
from .state import Around, State, Window
from .telling import News, Told, final, tell

Past = Callable[[datetime], list[Point]]  # all samples that were taken after that
MOST = 24  # alarms of a rule that late samples may still change
SHAPE = {"steps", "hours", "holds_seconds", "flaps"}  # of a rule: what its states were told by


class Followed(Fact, extra="ignore"):
    """Of one rule. `ended` is when people ended an alarm; `shape` is that of the rule by which the
    states were told: by another they say nothing. Where alarms came too often to keep them all,
    what was measured up to `cut` changes none any more.
    """

    shape: str
    states: tuple[State, ...] = ()
    told: tuple[Told, ...] = ()
    ended: tuple[AwareDatetime, ...] = ()
    due: AwareDatetime | None = None
    cut: AwareDatetime | None = None

    @property
    def head(self) -> State:
        return self.states[-1] if self.states else State()

    @property
    def is_open(self) -> bool:
        """Whether an alarm was told that is not over, or one may come of what was heard."""
        return not self.head.is_calm or any(one.is_open for one in self.told)


Following = Mapping[str, Followed]  # by the rule's id


class Thing(NamedTuple):
    """Whose alarms: its id, what it is held to, and the windows that people registered."""

    id: str
    rules: Sequence[Rule]
    windows: tuple[Window, ...] = ()


class Heard(NamedTuple):
    """What one alarm came to. `rule` is None of a rule that is no more: what was told by it is
    withdrawn.
    """

    name: str
    rule: Rule | None
    news: News


class Change(NamedTuple):
    """`over` are the alarms that nothing will change any more, and that are kept no longer."""

    after: Following
    news: tuple[Heard, ...] = ()
    over: tuple[Told, ...] = ()

    @property
    def due(self) -> datetime | None:
        return min((one.due for one in self.after.values() if one.due), default=None)


def stirs(known: Following, thing: Thing, points: Iterable[Point]) -> bool:
    """Whether samples that are inside all limits (`Inside`) change something even so: something is
    open, or they come late, or they end an absence; or begin one, the first of their thing; or a
    rule that told something is no more.
    """
    points = list(points)
    if known.keys() - {rule.id for rule in thing.rules}:
        return True
    return any(not _is_quiet(known.get(rule.id), rule, points) for rule in thing.rules)


def hear(
    known: Following, thing: Thing, points: Iterable[Point], now: datetime, past: Past
) -> Change:
    """What becomes of it once these were measured, of which `past` need not know yet."""
    points = list(points)
    loud = {
        rule.id: min(point.at for point in points)
        for rule in thing.rules
        if not _is_quiet(known.get(rule.id), rule, points)
    }
    return _told(known, thing, loud, points, now, past)


def again(known: Following, thing: Thing, since: datetime, now: datetime, past: Past) -> Change:
    """What becomes of what is open, told again by all that has been kept since then; and of what
    two messages may say together of which each was heard without the other.
    """
    loud = {one: since for one, followed in known.items() if followed.is_open}
    loud |= {rule.id: since for rule in thing.rules if _has(rule, model.Change)}
    return _told(known, thing, loud, [], now, past)


def wake(known: Following, thing: Thing, now: datetime, past: Past) -> Change:
    """What becomes of it by what is due."""
    return _told(known, thing, {}, [], now, past)


def end(
    known: Following, thing: Thing, alarm: str, at: datetime, now: datetime, past: Past
) -> Change:
    """What becomes of it once people ended that alarm: it is over if all is calm then, and goes on
    otherwise.
    """
    loud = {}
    for name, followed in known.items():
        if any(one.alarm.id == alarm for one in followed.told):
            ended = tuple(sorted({*followed.ended, at}))
            known = {**known, name: followed.model_copy(update={"ended": ended})}
            loud[name] = at
    return _told(known, thing, loud, [], now, past)


def over(known: Following, alarm: str, until: datetime) -> Following:
    """Without that alarm: what was measured up to then is over, and says nothing any more."""
    names = [n for n, one in known.items() if any(told.alarm.id == alarm for told in one.told)]
    return {**known, **{name: _over(known[name], until) for name in names}}


def cut(known: Following, until: datetime) -> Following:
    """Told on from a state that is no older, as what was measured up to then is kept no more."""
    after = dict(known)
    for name, followed in known.items():
        left = tuple(one for one in followed.states[:-1] if one.at and one.at >= until)
        states = (*left, *followed.states[-1:])
        if states:
            new = {"states": states, "cut": max(states[0].at or until, followed.cut or until)}
            after[name] = followed.model_copy(update=new)
    return after


def _over(followed: Followed, until: datetime) -> Followed:
    new = {"states": (State(at=until),), "told": (), "due": None, "cut": until}
    return followed.model_copy(update={**new, "ended": (*followed.ended, until)})


def _has(rule: Rule, kind: type[Fact]) -> bool:
    return any(isinstance(leaf, kind) for step in rule.steps for leaf in leaves_of(step.when))


def _is_quiet(followed: Followed | None, rule: Rule, points: Sequence[Point]) -> bool:
    if followed is None:
        if _has(rule, model.Absence):
            return not points
        return all(quiet(rule, point) for point in points)
    if followed.shape != shape(rule):
        return False
    return all(quiet(rule, point, followed.head) for point in points)


def _told(
    known: Following,
    thing: Thing,
    loud: Mapping[str, datetime],
    points: Sequence[Point],
    now: datetime,
    past: Past,
) -> Change:
    """Each rule that is named, from that time on, and each that is due."""
    rules = {rule.id: rule for rule in thing.rules}
    since = _since(known, rules, loud, now)
    begun = {name: _begin(known.get(name), rules[name], at, now) for name, at in since.items()}
    samples = [*past(min(one.after for one in begun.values())), *points] if begun else []
    after = {name: one for name, one in known.items() if name in rules}
    news = [one for name, gone in known.items() if name not in rules for one in _gone(name, gone)]
    over: list[Told] = []
    for name, start in begun.items():
        before = known.get(name) or Followed(shape=shape(rules[name]))
        around = Around(thing.windows, before.ended)
        needed = [point for point in samples if point.at > start.after]
        found = evaluate(rules[name], thing.id, needed, now, base=start.base, around=around)
        one = _followed(rules[name], before, start, found, now)
        news += [Heard(name, rules[name], said) for said in one.news]
        if one.news or not _is_same(before, one.after, since[name]):
            after[name] = one.after
            over += one.over
    return Change(after, tuple(news), tuple(over))


def _since(
    known: Following, rules: Mapping[str, Rule], loud: Mapping[str, datetime], now: datetime
) -> dict[str, datetime]:
    """From when each is told again: what was due before something was measured comes first."""
    since = {name: at for name, at in loud.items() if name in rules}
    for name in known.keys() & rules.keys():
        if (due := known[name].due) and due <= now:
            since[name] = min(due, since.get(name, due))
    return since


def _begin(followed: Followed | None, rule: Rule, at: datetime, now: datetime) -> horizon.Start:
    if followed and followed.cut and followed.cut >= at:
        at = followed.cut + horizon.MOMENT
    return horizon.start(rule, _states(followed, rule), at, now)


def _states(followed: Followed | None, rule: Rule) -> tuple[State, ...]:
    return followed.states if followed and followed.shape == shape(rule) else ()


class _One(NamedTuple):
    after: Followed
    news: tuple[News, ...]
    over: tuple[Told, ...]


def _followed(
    rule: Rule, before: Followed, start: horizon.Start, found: Evaluated, now: datetime
) -> _One:
    telling = tell(before.told, found.alarms, start.after)
    states = tuple(horizon.kept(_states(before, rule), start, found.state, now))
    cut = before.cut
    while len(states) > 1 and len(_left(telling.known, states)) > MOST:
        states = states[1:]
        cut = states[0].at
    left = _left(telling.known, states)
    new = {
        "shape": shape(rule),
        "states": states,
        "told": left,
        "ended": tuple(one for one in before.ended if one >= (states[0].at or now)),
        "due": found.due,
        "cut": cut,
    }
    over = tuple(one for one in telling.known if one not in left)
    return _One(before.model_copy(update=new), telling.news, over)


def _left(told: Iterable[Told], states: Sequence[State]) -> tuple[Told, ...]:
    """Without those that nothing changes any more."""
    eldest = states[0].at
    return tuple(one for one in told if eldest is None or not final(one, eldest))


def _gone(name: str, followed: Followed) -> list[Heard]:
    open_ones = [one for one in followed.told if one.is_open]
    gone = [one._replace(version=one.version + 1, withdrawn=True) for one in open_ones]
    return [Heard(name, None, News("withdrawn", one, one.alarm)) for one in gone]


def _is_same(before: Followed, after: Followed, since: datetime) -> bool:
    """Whether what was kept does as well: it is told on from there, nothing was wrong meanwhile,
    and nothing else is due.
    """
    was, is_now = before.head, after.head
    calm = was.is_calm and is_now.is_calm and was.up == is_now.up
    same = (before.due, before.ended, before.shape) == (after.due, after.ended, after.shape)
    return calm and same and (was.at is None or since > was.at)


def shape(rule: Rule) -> str:
    said = json.dumps(rule.model_dump(mode="json", include=SHAPE), sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()[:16]
