"""Routes of sensors: their places, and their rates of false alarms."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query

from functions.environment.routes import After, Id, api
from functions.environment.sightings import rows, views
from functions.environment.sightings.views import Sensors, SensorShown
from functions.environment.sightings.wards import acts as wards
from linli import clock
from linli.api import IfMatch
from linli.auth import CallerNow
from linli.places import Community
from linli.store import until_settled

from . import rules, store
from .model import Sensor, SensorCard, SensorRevision


@api.post(
    "/v1/environment/sensors",
    action="register_sensor",
    status_code=201,
    summary="Register a camera, radar or wearable that detects falls or thrown objects",
)
def register_sensor(card: SensorCard, caller: CallerNow) -> SensorShown:
    caller.must(card.grid or card.community)
    sensor = rules.placed(Sensor(**card.model_dump()))
    return _shown(wards.add(sensor, caller.digest(card)))


@api.put(
    "/v1/environment/sensors/<sensor_id>",
    action="revise_sensor",
    summary="Correct a sensor's location, or retire it",
)
def revise_sensor(
    sensor_id: Id, revision: SensorRevision, version: IfMatch, caller: CallerNow
) -> SensorShown:
    caller.must(store.sensor(sensor_id))

    def revise() -> Sensor:
        sensor = rules.revise(store.sensor(sensor_id), revision, version)
        if sensor.state == "retired":
            return wards.forget(sensor, clock.now(sensor.community))
        return store.revise(sensor)

    return _shown(until_settled(revise))


@api.get(
    "/v1/environment/sensors",
    action="list_sensors",
    summary="The sensors of a community, with the share of false alarms of each",
)
def list_sensors(
    community: Annotated[Community, Query()], caller: CallerNow, after: After = ""
) -> Sensors:
    caller.must(community)
    page = store.sensors(community, after)
    records = store.records(one.id for one in page.items)
    limit = rows.limit(clock.now(community)).percent / 100
    items = [views.sensor_shown(one, records.get(one.id), limit) for one in page.items]
    return Sensors(items=items, next=page.next)


def _shown(sensor: Sensor) -> SensorShown:
    limit = rows.limit(clock.now(sensor.community)).percent / 100
    return views.sensor_shown(sensor, store.record(sensor), limit)
