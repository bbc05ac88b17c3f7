"""Which hazards are standing, and which of them together form a trigger. Pure.

Events may be repeated and arrive in any order; the result is the same.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import combinations
from typing import NamedTuple

from events.facilities import HazardEvent
from linli.ids import derived

from .model import Alarm, Ban, Sign, Trigger

SAID = {"hazard_id", "community", "asset_id", "kind", "measure", "category", "limit_id"}
WHERE = {"building", "zone", "point", "drill", "episode", "at"}


class Case(NamedTuple):
    """A trigger that fired for an alarm and those around it. `alarms` are their new states, the
    alarm at hand first: by it the case is found again, if the rest must be continued.
    """

    id: str
    trigger: Trigger
    alarm: Alarm  # the alarm at hand
    first: Alarm  # its incident shows the linked actions
    alarms: tuple[Alarm, ...]


def named(hazard: HazardEvent, triggers: Iterable[Trigger], bans: Iterable[Ban]) -> bool:
    """Whether any trigger or ban refers to it."""
    return any(row.means(hazard) for row in triggers) or any(
        sign.means(hazard) for ban in bans for sign in ban.during
    )


def hear(known: Alarm | None, hazard: HazardEvent) -> Alarm:
    """Unchanged if the event is not new. A returning hazard starts anew, since people may have
    undone the former actions.
    """
    new = Alarm(heard=hazard.version, **hazard.model_dump(include=SAID | WHERE))
    if known is None:
        return new
    if known.stands and not known.found and hazard.episode == known.episode:
        late = {"cleared_at": known.cleared_at, "heard": max(known.heard, new.heard)}
        return new.model_copy(update={**late, "version": known.version})
    if not known.stands or hazard.version < known.heard:
        return known
    if hazard.episode > known.episode or (known.drill and not hazard.drill):
        return new.model_copy(update={"version": known.version})
    if hazard.limit_id == known.limit_id:
        return known
    said = {"limit_id": hazard.limit_id, "category": hazard.category, "heard": hazard.version}
    return known.model_copy(update=said)


def clear(known: Alarm | None, hazard: HazardEvent) -> Alarm:
    """The sensor reads normal. Late events count for the time before."""
    if known is None:
        known = Alarm(found=False, **hazard.model_dump(include=SAID | WHERE))
    elif not known.stands or hazard.episode < known.episode or hazard.version < known.heard:
        return known
    elif hazard.episode > known.episode:  # the event of its return is still to come
        new = Alarm(found=False, **hazard.model_dump(include=SAID | WHERE))
        known = new.model_copy(update={"version": known.version})
    said = {"cleared_at": hazard.at, "heard": hazard.version}
    return known.model_copy(update=said)


def settle(known: Alarm | None, hazard: HazardEvent) -> Alarm:
    """Kept as a tombstone, so that late events order nothing."""
    if known is not None and not known.stands:
        return known
    over = known or Alarm(**hazard.model_dump(include=SAID | WHERE))
    return over.model_copy(update={"stands": False, "heard": hazard.version})


def over(alarm: Alarm, standing: Iterable[Alarm]) -> set[str]:
    """Its cases in which no alarm calls for anything any more."""
    open_ = {case for other in standing if other.calls for case in other.cases.values()}
    return set(alarm.cases.values()) - open_


def cases(alarm: Alarm, standing: Sequence[Alarm], triggers: Iterable[Trigger]) -> list[Case]:
    """The cases of the alarm with those standing around it. A new alarm joins an existing case."""
    return [
        case
        for trigger in triggers
        if alarm.stands and alarm.found and trigger.in_force(alarm.at) and trigger.means(alarm)
        if (case := _case(alarm, standing, trigger))
    ]


def _case(alarm: Alarm, standing: Sequence[Alarm], trigger: Trigger) -> Case | None:
    near = [other for other in standing if trigger.means(other) and _near(alarm, other, trigger)]
    if not any(_there(signs, near) for signs in trigger.any_of):
        return None
    known = alarm.cases.get(trigger.id) or _joined(alarm, near, trigger) or _id(alarm, trigger)
    unmarked = [one for one in near if trigger.id not in one.cases]
    unmarked.sort(key=lambda one: one.hazard_id != alarm.hazard_id)
    marked = [one.model_copy(update={"cases": one.cases | {trigger.id: known}}) for one in unmarked]
    parts = [one for one in near if one.cases.get(trigger.id) == known] + marked
    first = min(parts, key=_order)
    return Case(known, trigger, alarm, first, tuple(marked))


def _joined(alarm: Alarm, near: Iterable[Alarm], trigger: Trigger) -> str | None:
    if alarm.episode:
        return None
    marked = [other for other in near if trigger.id in other.cases]
    latest = max(marked, key=_order, default=None)
    return latest.cases[trigger.id] if latest else None


def _near(alarm: Alarm, other: Alarm, trigger: Trigger) -> bool:
    if alarm.hazard_id == other.hazard_id:
        return True
    alike = alarm.drill == other.drill and _spot(alarm) == _spot(other)
    return other.stands and other.found and alike and _together(alarm, other, trigger)


def _together(alarm: Alarm, other: Alarm, trigger: Trigger) -> bool:
    """Overlapping in time, and not starting long after one another."""
    earlier, later = sorted((alarm, other), key=_order)
    if earlier.cleared_at and earlier.cleared_at < later.at:
        return False
    return trigger.within is None or later.at - earlier.at <= timedelta(seconds=trigger.within)


def _spot(alarm: Alarm) -> tuple[str | None, str]:
    return alarm.building, alarm.zone or alarm.building or alarm.asset_id


def _there(signs: Sequence[Sign], near: Sequence[Alarm]) -> bool:
    """Whether each sign has enough points, none counted twice (Hall's theorem)."""
    points = {sign: {(a.asset_id, a.point) for a in near if sign.means(a)} for sign in signs}
    return all(
        len(set().union(*(points[sign] for sign in some))) >= sum(sign.points for sign in some)
        for many in range(1, len(signs) + 1)
        for some in combinations(signs, many)
    )


def _order(alarm: Alarm) -> tuple[datetime, str]:
    return alarm.at, alarm.hazard_id


def _id(alarm: Alarm, trigger: Trigger) -> str:
    return derived(f"{trigger.id}|{alarm.hazard_id}|{alarm.episode}")
