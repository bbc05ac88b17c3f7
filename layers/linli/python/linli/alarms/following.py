"""How the alarms of one thing change: by new samples, by time, and by what people do.

Pure, except that `past` reads the samples needed.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from linli.model import Fact
from linli.points import Point

from . import model
from .followed import Change, Followed, Following, Past, Thing, shape
from .model import Rule
from .model import leaves as leaves_of
from .quiet import quiet
from .reevaluating import reevaluate
from .state import State


def needs_fold(known: Following, thing: Thing, points: Iterable[Point]) -> bool:
    """Whether samples within all limits (`Inside`) can still change an alarm.

    They can if an alarm is open, if they arrive late, if they end an absence or, as the first ones
    of their thing, begin one, or if a rule with published alarms no longer exists.
    """
    points = list(points)
    if known.keys() - {rule.id for rule in thing.rules}:
        return True
    return any(not _is_quiet(known.get(rule.id), rule, points) for rule in thing.rules)


def hear(
    known: Following, thing: Thing, points: Iterable[Point], now: datetime, past: Past
) -> Change:
    """The alarms after these samples, which `past` need not contain yet."""
    points = list(points)
    affected = {
        rule.id: min(point.at for point in points)
        for rule in thing.rules
        if not _is_quiet(known.get(rule.id), rule, points)
    }
    return reevaluate(known, thing, affected, points, now, past)


def again(known: Following, thing: Thing, since: datetime, now: datetime, past: Past) -> Change:
    """Evaluates again what is open, from all samples kept since then. So too every rule of change,
    as two messages folded at the same time do not see each other.
    """
    affected = {one: since for one, followed in known.items() if followed.is_open}
    affected |= {rule.id: since for rule in thing.rules if _has(rule, model.Change)}
    return reevaluate(known, thing, affected, [], now, past)


def wake(known: Following, thing: Thing, now: datetime, past: Past) -> Change:
    """The alarms after what is due by now."""
    return reevaluate(known, thing, {}, [], now, past)


def end(
    known: Following, thing: Thing, alarm: str, at: datetime, now: datetime, past: Past
) -> Change:
    """The alarms after a person ended one at `at`: it is over if nothing is wrong then, and
    continues otherwise.
    """
    affected = {}
    for name, followed in known.items():
        if any(one.alarm.id == alarm for one in followed.told):
            ended = tuple(sorted({*followed.ended, at}))
            known = {**known, name: followed.model_copy(update={"ended": ended})}
            affected[name] = at
    return reevaluate(known, thing, affected, [], now, past)


def over(known: Following, alarm: str, until: datetime) -> Following:
    """The same without that alarm: samples up to `until` no longer have an effect."""
    names = [n for n, one in known.items() if any(told.alarm.id == alarm for told in one.told)]
    return {**known, **{name: _over(known[name], until) for name in names}}


def cut(known: Following, until: datetime) -> Following:
    """The same for when samples up to `until` are no longer kept: no evaluation may begin at an
    older state.
    """
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
