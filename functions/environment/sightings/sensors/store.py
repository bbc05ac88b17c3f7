"""Storage of sensors. Keys are spelled in this file and nowhere else.

sensor#<id>    sensor    a sensor; those in use in one list, by community; a personal one expires a
                         while after it was retired
record#<id>    record    its right and false alarms
"""

from collections.abc import Iterable
from datetime import UTC, datetime

from functions.environment.known import NUMBERS
from linli.errors import Invalid, NotFound, Refused
from linli.refusals import UNAGREED
from linli.store import Page, Write, commit, create, listing, load, load_many, stored

from .model import Record, Sensor

LIST, SHOWN = "sensors", 50
KEPT = NUMBERS["ward-kept"].span  # of personal sensors


def sensor(sensor_id: str) -> Sensor:
    return load(_sensor(sensor_id), "sensor", Sensor)


def sensor_in(community: str, sensor_id: str) -> Sensor:
    """NotFound also if it is registered in another community, or retired. Refused if its person is
    no longer monitored: none of its messages are stored then.
    """
    found = sensor(sensor_id)
    if found.state == "retired" and found.person:
        raise Refused(UNAGREED)
    if found.community != community or found.state == "retired":
        raise NotFound
    return found


def sensors(community: str, after: str) -> Page[Sensor]:
    return listing(LIST, Sensor, starts=f"{community}#", after=after, limit=SHOWN)


def record(sensor: Sensor) -> Record:
    try:
        return load(_record(sensor.id), "record", Record)
    except NotFound:
        return Record(sensor_id=sensor.id, community=sensor.community)


def records(sensor_ids: Iterable[str]) -> dict[str, Record]:
    keys = [(_record(one), "record") for one in sensor_ids]
    found = load_many(keys, Record) if keys else {}
    return {one.sensor_id: one for one in found.values()}


def keep(record: Record) -> Write:
    return Write(_record(record.sensor_id), "record", record)


def register(sensor: Sensor, request: str, *others: Write) -> Sensor:
    """Idempotent for the same card; refused if the id is taken by another."""
    try:
        return create(_writing(sensor, request), *others, model=Sensor)
    except Invalid:
        raise Refused("already-registered") from None


def revise(sensor: Sensor, *others: Write) -> Sensor:
    commit(_writing(sensor), *others)
    return stored(sensor)


def _writing(sensor: Sensor, request: str | None = None) -> Write:
    place = (LIST, f"{sensor.community}#{sensor.id}")
    listed = None if sensor.state == "retired" else place
    gone = sensor.person is not None and sensor.state == "retired"
    now = datetime.now(UTC)
    expires = now + KEPT(now) if gone else None
    row = Write(_sensor(sensor.id), "sensor", sensor, listed=listed, request=request)
    return row._replace(expires=expires)


def _sensor(sensor_id: str) -> str:
    return f"sensor#{sensor_id}"


def _record(sensor_id: str) -> str:
    return f"record#{sensor_id}"
