"""Events about a changed hazard. Pure."""

from datetime import datetime
from typing import TypeVar

from events.facilities import HazardEvent

from .model import Condition, Hazard

E = TypeVar("E", bound=HazardEvent)

SAID = {"value", "raises", "priority", "category", "limit_id", "article", "episode", "drill"}
SAID |= {"within_hours"}
WHOSE = {"community", "asset_id", "kind", "grid", "address", "building", "zone", "lat", "lon"}
AT = "#"  # between a measure and the address of an unregistered part


def event(fact: type[E], known: Condition, hazard: Hazard, at: datetime) -> E:
    said = hazard.model_dump(include=SAID)
    whose = known.model_dump(include=WHOSE)
    measure = f"{hazard.measure}{AT}{known.point}" if known.point else hazard.measure
    own = {"measure": measure, "point": known.point or None, "hazard_id": hazard.id}
    return fact.model_validate({**said, **whose, **own, "at": at})
