"""What becoming of a hazard is made known, and under which name. Pure."""

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TypeVar

from events.facilities import (
    HazardCleared,
    HazardEvent,
    HazardFound,
    HazardSettled,
    HazardWorsened,
)

from .model import Condition, Hazard

E = TypeVar("E", bound=HazardEvent)

SAID = {"value", "raises", "priority", "category", "limit_id", "article", "episode", "drill"}
SAID |= {"within_hours"}
WHOSE = {"community", "asset_id", "kind", "grid", "building", "zone", "lat", "lon"}
AT = "#"  # between a measure and the address of a part that nobody has registered


def named(known: Condition, before: Hazard | None, after: Hazard) -> Hazard:
    """What was told keeps its name, and counts how often it came back."""
    if before is None or _is_another(before, after):
        return after.model_copy(update={"id": _id(known, after)})
    came_back = before.cleared_at is not None and after.cleared_at is None
    return after.model_copy(update={"id": before.id, "episode": before.episode + came_back})


def of(
    known: Condition, before: Hazard | None, after: Hazard | None, at: datetime
) -> Iterable[HazardEvent]:
    """Of a change of one hazard."""
    if before is not None and (after is None or _is_another(before, after)):
        yield event(HazardCleared, known, before, at)
        yield event(HazardSettled, known, before, at)
        before = None
    if after is None:
        return
    worse = before and (after.level > before.level or after.episode > before.episode)
    if before is None:
        yield event(HazardFound, known, after, after.since)
    elif worse:
        yield event(HazardWorsened, known, after, at)
    if after.cleared_at and (before is None or worse or not before.cleared_at):
        yield event(HazardCleared, known, after, after.cleared_at)


def _is_another(before: Hazard, after: Hazard) -> bool:
    """A real one has taken the place of a drill, and may not pass for it; or a drill that of it."""
    return before.drill != after.drill


def event(fact: type[E], known: Condition, hazard: Hazard, at: datetime) -> E:
    said = hazard.model_dump(include=SAID)
    whose = known.model_dump(include=WHOSE)
    measure = f"{hazard.measure}{AT}{known.point}" if known.point else hazard.measure
    own = {"measure": measure, "point": known.point or None, "hazard_id": hazard.id}
    return fact.model_validate({**said, **whose, **own, "at": at})


def _id(known: Condition, hazard: Hazard) -> str:
    since = hazard.since.astimezone(UTC).isoformat()
    told = f"{known.asset_id}|{known.point}{hazard.measure}|{since}{'|drill' * hazard.drill}"
    return hashlib.sha256(told.encode()).hexdigest()[:26]
