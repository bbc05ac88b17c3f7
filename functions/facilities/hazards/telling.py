"""How the hazards of an asset change with its alarms, and which events follow. Pure."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from events.facilities import (
    HazardCleared,
    HazardEvent,
    HazardFound,
    HazardSettled,
    HazardWorsened,
)
from linli.alarms import following
from linli.alarms.followed import Change, Heard
from linli.alarms.state import Alarm

from . import named
from .life import Held
from .model import Condition, Hazard
from .news import event


class Taken(NamedTuple):
    after: Condition
    news: tuple[HazardEvent, ...] = ()


class Said(NamedTuple):
    """One event of an alarm; `before` is the alarm's hazard, if there is one. `ruled` are the rules
    of the city's own that are in force.
    """

    held: Held
    alarm: Alarm
    before: Hazard | None
    at: datetime
    ruled: Collection[str]


def then(first: Taken, later: Taken) -> Taken:
    """Both in sequence."""
    return Taken(later.after, (*first.news, *later.news))


def told(known: Condition, change: Change, held: Sequence[Held], at: datetime) -> Taken:
    """The condition with the changed alarms, and the events about their hazards."""
    rules = {one.rule.id: one for one in held}
    ruled = {one.rule.id for one in held if one.of_city}
    heirs = _heirs(change.news)
    taken = Taken(_joined(known.model_copy(update={"following": dict(change.after)}), change.news))
    for one in change.news:
        alarm = one.news.told.alarm
        if alarm.id in heirs:
            continue  # continued by another alarm
        was = next((old for old, new in heirs.items() if new == alarm.id), alarm.id)
        before = _hazard(taken.after, alarm.id) or _hazard(taken.after, was)
        if one.name in rules:
            said = Said(rules[one.name], alarm, before, at, ruled)
            taken = then(taken, WHAT[one.news.what](taken.after, said))
        elif before:
            taken = then(taken, _without(taken.after, before, at, (HazardCleared, HazardSettled)))
    return taken


def over(
    known: Condition,
    hazard: Hazard,
    until: datetime,
    at: datetime,
    facts: Iterable[type[HazardEvent]],
) -> Taken:
    """The condition without a hazard that people closed; samples until then no longer count."""
    left = following.over(known.following, hazard.alarm, until)
    return _without(known.model_copy(update={"following": left}), hazard, at, facts)


def _joined(known: Condition, news: Iterable[Heard]) -> Condition:
    """An alarm that turned out to be part of an ended one continues it, under its own id."""
    for told in (one.news.told for one in news if one.news.what == "withdrawn"):
        hazard = _hazard(known, told.alarm.id)
        if hazard and told.into and not _hazard(known, told.into):
            goes_on = hazard.model_copy(update={"alarm": told.into})
            known = _with(known, goes_on, hazard.since, ()).after
    return known


def _heirs(news: Iterable[Heard]) -> dict[str, str]:
    """An open alarm that turns out to be two continues as the later one, so that late data do not
    split an incident.
    """
    heirs: dict[str, str] = {}
    ended = [one for one in news if one.news.what == "ended" and one.news.was]
    for one in (one for one in news if one.news.what == "raised"):
        onset = one.news.told.alarm.onset
        for other in ended:
            was, now = other.news.was, other.news.told.alarm
            if other.name == one.name and was and not was.ended_at and now.ended_at:
                heirs |= {now.id: one.news.told.alarm.id} if now.ended_at < onset else {}
    return heirs


def _raised(known: Condition, said: Said) -> Taken:
    """A real hazard replaces a drill, and no drill is raised beside a real one. The city's own
    rules are independent of this.
    """
    new = named.hazard(said.held, said.alarm).model_copy(update={"cleared_at": None})
    if said.before:
        return _gone_on(known, said, said.before, new, at=said.at)
    beside = _beside(known, new, said.ruled)
    if beside and new.drill:
        return Taken(known)
    first = Taken(known)
    if beside:
        first = _without(known, beside, said.at, (HazardCleared, HazardSettled))
    return then(first, _with(first.after, new, new.since, (HazardFound,)))


def _worsened(known: Condition, said: Said) -> Taken:
    if said.before is None:
        return _late(known, said)
    new = named.hazard(said.held, said.alarm)
    return _gone_on(known, said, said.before, new, at=said.alarm.stages[-1][0])


def _returned(known: Condition, said: Said) -> Taken:
    if said.before is None:
        return _late(known, said)
    if said.before.cleared_at is None:
        return Taken(known)  # already published as worsened
    again = {"cleared_at": None, "episode": said.before.episode + 1}
    return _with(known, said.before.model_copy(update=again), said.at, (HazardWorsened,))


def _gone_on(known: Condition, said: Said, before: Hazard, new: Hazard, at: datetime) -> Taken:
    """Under the same id. If it is worse but was over, it remains over."""
    back = before.cleared_at is not None and said.alarm.cleared_at is None
    still = said.alarm.cleared_at if before.cleared_at else None
    kept = {"id": before.id, "episode": before.episode + back, "cleared_at": still}
    worse = back or new.level > before.level
    taken = _with(known, new.model_copy(update=kept), at, (HazardWorsened,) if worse else ())
    if not (worse and still):
        return taken
    return then(taken, _with(taken.after, new.model_copy(update=kept), still, (HazardCleared,)))


def _cleared(known: Condition, said: Said) -> Taken:
    if said.before is None or said.alarm.cleared_at is None:
        return Taken(known)
    cleared = said.before.model_copy(update={"cleared_at": said.alarm.cleared_at})
    return _with(known, cleared, said.alarm.cleared_at, (HazardCleared,))


def _ended(known: Condition, said: Said) -> Taken:
    if said.before is None:
        return Taken(known)
    return _without(known, said.before, said.alarm.ended_at or said.at, (HazardSettled,))


def _corrected(known: Condition, said: Said) -> Taken:
    if said.before is None:
        return _late(known, said)
    new = named.hazard(said.held, said.alarm)
    kept = said.before.model_dump(include={"id", "episode"})
    cleared = new.cleared_at if said.before.cleared_at else None
    return _with(known, new.model_copy(update={**kept, "cleared_at": cleared}), said.at, ())


def _withdrawn(known: Condition, said: Said) -> Taken:
    if said.before is None:
        return Taken(known)
    return _without(known, said.before, said.at, (HazardCleared, HazardSettled))


def _late(known: Condition, said: Said) -> Taken:
    """A hazard that late data show not to be over."""
    if said.alarm.ended_at or said.alarm.drill:
        return Taken(known)
    found = _raised(known, said)
    if said.alarm.cleared_at is None:
        return found
    before = _hazard(found.after, said.alarm.id)
    return then(found, _cleared(found.after, said._replace(before=before)))


WHAT: Mapping[str, Callable[[Condition, Said], Taken]] = {
    "raised": _raised,
    "worsened": _worsened,
    "returned": _returned,
    "cleared": _cleared,
    "ended": _ended,
    "corrected": _corrected,
    "withdrawn": _withdrawn,
    "flapping": lambda known, _: Taken(known),
}


def _beside(known: Condition, new: Hazard, ruled: Collection[str]) -> Hazard | None:
    """The real hazard of the same measure for a drill, and the drill for a real one."""
    if new.limit_id in ruled:
        return None
    limited = (one for one in known.hazards.values() if one.limit_id not in ruled)
    others = (one for one in limited if one.measure == new.measure)
    return next((one for one in others if one.drill != new.drill), None)


def _hazard(known: Condition, alarm: str) -> Hazard | None:
    return next((one for one in known.hazards.values() if one.alarm == alarm), None)


def _with(
    known: Condition, hazard: Hazard, at: datetime, facts: Iterable[type[HazardEvent]]
) -> Taken:
    others = {name: one for name, one in known.hazards.items() if one.id != hazard.id}
    beside = hazard.measure in others  # by a limit formerly in force
    name = f"{hazard.measure}/{hazard.limit_id}" if beside else hazard.measure
    after = known.model_copy(update={"hazards": {**others, name: hazard}})
    return Taken(after, tuple(event(fact, known, hazard, at) for fact in facts))


def _without(
    known: Condition, hazard: Hazard, at: datetime, facts: Iterable[type[HazardEvent]]
) -> Taken:
    others = {name: one for name, one in known.hazards.items() if one.id != hazard.id}
    after = known.model_copy(update={"hazards": others})
    return Taken(after, tuple(event(fact, known, hazard, at) for fact in facts))
