"""How the hazards of an asset change by what its alarms came to, and what is made known. Pure."""

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
    """One thing that was told of an alarm; `before` is the hazard that it is, if it is one yet. Of
    the rules in force the city's own are `ruled`.
    """

    held: Held
    alarm: Alarm
    before: Hazard | None
    at: datetime
    ruled: Collection[str]


def then(first: Taken, later: Taken) -> Taken:
    """Both, the later one upon the condition after the first."""
    return Taken(later.after, (*first.news, *later.news))


def told(known: Condition, change: Change, held: Sequence[Held], at: datetime) -> Taken:
    """The condition with those alarms, and what was told of each hazard that they are."""
    rules = {one.rule.id: one for one in held}
    ruled = {one.rule.id for one in held if one.of_city}
    heirs = _heirs(change.news)
    taken = Taken(_joined(known.model_copy(update={"following": dict(change.after)}), change.news))
    for one in change.news:
        alarm = one.news.told.alarm
        if alarm.id in heirs:
            continue  # it goes on as another
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
    """Without a hazard that people ended; what was measured until then says nothing more."""
    left = following.over(known.following, hazard.alarm, until)
    return _without(known.model_copy(update={"following": left}), hazard, at, facts)


def _joined(known: Condition, news: Iterable[Heard]) -> Condition:
    """What turned out to be a part of an alarm that is over goes on as that, under its own name."""
    for told in (one.news.told for one in news if one.news.what == "withdrawn"):
        hazard = _hazard(known, told.alarm.id)
        if hazard and told.into and not _hazard(known, told.into):
            goes_on = hazard.model_copy(update={"alarm": told.into})
            known = _with(known, goes_on, hazard.since, ()).after
    return known


def _heirs(news: Iterable[Heard]) -> dict[str, str]:
    """An alarm that was open, and turns out to have been two, goes on as the later one: no incident
    becomes two by what comes late.
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
    """What is real takes the place of a drill, and no drill stands beside what is real. A rule of
    the city's own says something else of that measure.
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
        return Taken(known)  # that was said with its becoming worse
    again = {"cleared_at": None, "episode": said.before.episode + 1}
    return _with(known, said.before.model_copy(update=again), said.at, (HazardWorsened,))


def _gone_on(known: Condition, said: Said, before: Hazard, new: Hazard, at: datetime) -> Taken:
    """Under the name that it had. What is worse, and was over before, is so still."""
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
    """What was over, and is not any more by what came late."""
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
    """The real one by a limit of its measure if it is a drill, and the drill if it is real."""
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
    beside = hazard.measure in others  # by a limit that was in force before
    name = f"{hazard.measure}/{hazard.limit_id}" if beside else hazard.measure
    after = known.model_copy(update={"hazards": {**others, name: hazard}})
    return Taken(after, tuple(event(fact, known, hazard, at) for fact in facts))


def _without(
    known: Condition, hazard: Hazard, at: datetime, facts: Iterable[type[HazardEvent]]
) -> Taken:
    others = {name: one for name, one in known.hazards.items() if one.id != hazard.id}
    after = known.model_copy(update={"hazards": others})
    return Taken(after, tuple(event(fact, known, hazard, at) for fact in facts))
