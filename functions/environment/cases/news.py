"""Events about cases. Pure."""

from datetime import UTC, datetime
from typing import Any, TypeVar

from events.environment import (
    AirExceeded,
    ExceedanceEvent,
    NoiseExceeded,
    WaterSuspected,
)
from linli.ids import derived

from .model import Case

E = TypeVar("E", bound=ExceedanceEvent)
SAID = {"community", "grid", "lat", "lon", "measure", "value", "raises", "priority", "category"}
SAID |= {"limit_id", "article", "episode", "reference", "verified"}
OWN: dict[str, tuple[type[ExceedanceEvent], set[str]]] = {
    "air": (AirExceeded, {"primary"}),
    "noise": (NoiseExceeded, {"zone", "period"}),
    "water": (WaterSuspected, set()),
}


def exceeded(case: Case, at: datetime) -> ExceedanceEvent:
    fact, own = OWN[case.kind]
    return event(fact, case, at, **case.model_dump(include=own))


def event(fact: type[E], case: Case, at: datetime, **own: Any) -> E:
    whose = {"asset_id": case.station_id, "hazard_id": case.id, "kind": case.kind.value}
    said = case.model_dump(include=SAID)
    return fact.model_validate({**said, **whose, **own, "at": at})


def id_of(station_id: str, key: str, since: datetime) -> str:
    return derived(f"case|{station_id}|{key}|{since.astimezone(UTC).isoformat()}")
