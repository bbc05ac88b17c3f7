"""How what is known of all alarms of one thing changes by what is measured, by time and by people.
Pure, but that it asks for the samples it needs.
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
from .retelling import retold
from .state import State


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
    return retold(known, thing, loud, points, now, past)


def again(known: Following, thing: Thing, since: datetime, now: datetime, past: Past) -> Change:
    """What becomes of what is open, told again by all that has been kept since then; and of what
    two messages may say together of which each was heard without the other.
    """
    loud = {one: since for one, followed in known.items() if followed.is_open}
    loud |= {rule.id: since for rule in thing.rules if _has(rule, model.Change)}
    return retold(known, thing, loud, [], now, past)


def wake(known: Following, thing: Thing, now: datetime, past: Past) -> Change:
    """What becomes of it by what is due."""
    return retold(known, thing, {}, [], now, past)


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
    return retold(known, thing, loud, [], now, past)


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
