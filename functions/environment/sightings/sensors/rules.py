"""Validation of sensor data. Pure."""

from linli.errors import Invalid, Refused, Stale

from .model import Sensor, SensorKind, SensorRevision

WORN = (SensorKind.WEARABLE,)


def placed(sensor: Sensor) -> Sensor:
    """Refuse a grid outside the community, and a person where monitoring is not allowed."""
    if sensor.grid and not sensor.grid.startswith(sensor.community):
        raise Invalid("grid-elsewhere", "/body/grid")
    if sensor.kind == SensorKind.CAMERA and sensor.person:
        raise Invalid("camera-watches-nobody", "/body/person")
    if sensor.kind in WORN and sensor.person is None:
        raise Invalid("needed-of-its-kind", "/body/person")
    return sensor


def revise(sensor: Sensor, revision: SensorRevision, version: int) -> Sensor:
    """Stale if the edit is based on another version; retirement is final."""
    if sensor.version != version:
        raise Stale(sensor, version)
    if sensor.state == "retired":
        raise Refused("sensor-retired")
    said = {name: getattr(revision, name) for name in SensorRevision.model_fields}
    return placed(sensor.model_copy(update=said))


def retired(sensor: Sensor) -> Sensor:
    return sensor.model_copy(update={"state": "retired"})
