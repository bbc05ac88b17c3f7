"""How often a sensor is wrong, and when that makes it a hazard. Pure."""

from datetime import datetime
from typing import Any, NamedTuple

from events import Event
from events.environment import SensorDoubted, SensorTrusted
from linli.ids import derived
from linli.model import Fact

from .model import Judged, Outcome, Record, Sensor


class Limit(Fact):
    """Of the last `of` judged sightings, once there are `least`, at most `percent` may be false."""

    of: int
    least: int
    percent: float
    article: str


class Changed(NamedTuple):
    after: Record
    news: tuple[Event, ...] = ()


def judged(
    record: Record, sensor: Sensor, sighting: str, outcome: Outcome, limit: Limit, now: datetime
) -> Changed:
    """The latest outcome of a sighting counts. Idempotent."""
    new = Judged(sighting=sighting, outcome=outcome)
    if new in record.judged:
        return Changed(record)
    others = [one for one in record.judged if one.sighting != sighting]
    after = record.model_copy(update={"judged": tuple([*others, new][-limit.of :])})
    wrong = len(after.judged) >= limit.least and (after.rate or 0) * 100 > limit.percent
    if wrong is bool(record.doubted):
        return Changed(after)
    doubted = _id(record, sighting) if wrong else None
    since = now if wrong else None
    after = after.model_copy(update={"doubted": doubted, "doubted_since": since})
    return Changed(after, (_told(after, sensor, record.doubted, limit, now),))


def trusted(record: Record, sensor: Sensor, limit: Limit, now: datetime) -> Changed:
    """Its messages are refused from now on, so it is no hazard."""
    if record.doubted is None:
        return Changed(record)
    after = record.model_copy(update={"doubted": None, "doubted_since": None})
    return Changed(after, (_told(after, sensor, record.doubted, limit, now),))


def _told(record: Record, sensor: Sensor, before: str | None, limit: Limit, now: datetime) -> Event:
    fact = SensorDoubted if record.doubted else SensorTrusted
    return fact(
        at=now,
        asset_id=sensor.id,
        hazard_id=str(record.doubted or before),
        kind=sensor.kind.value,
        measure="false_alarms",
        value=round((record.rate or 0) * 100, 1),
        raises="hazard",
        priority="P4",
        category="A4",
        limit_id="false-limit",
        article=limit.article,
        community=sensor.community,
        grid=sensor.grid,
        **_where(sensor),
    )


def _where(sensor: Sensor) -> dict[str, Any]:
    """Empty for a personal sensor: hazards must not reveal who is monitored where. Those who manage
    sensors find it by its id.
    """
    if sensor.person:
        return {}
    return {**sensor.point.model_dump(), **sensor.model_dump(include={"building", "zone"})}


def _id(record: Record, sighting: str) -> str:
    return derived(f"doubt|{record.sensor_id}|{sighting}")
