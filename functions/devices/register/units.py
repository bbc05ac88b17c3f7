"""Mounted units: a serial is expected by one device, and claims once.

unit#<serial>   unit   where it is mounted, and whether it has claimed; finds a device by serial
"""

from collections.abc import Collection, Iterable

from linli.errors import NotFound, Refused
from linli.store import Write, load, load_many

from . import rules
from .model import Device, Unit


def unit(serial: str) -> Unit | None:
    try:
        return load(_unit(serial), "unit", Unit)
    except NotFound:
        return None


def units(serials: Iterable[str]) -> Collection[Unit]:
    """The units that exist of up to a hundred serials."""
    return load_many([(_unit(one), "unit") for one in serials], Unit).values()


def mounted(device: Device) -> list[Write]:
    """Expected by this device and no other."""
    if device.serial is None:
        return []
    before = unit(device.serial)
    if why := rules.unmountable(before, device.id):
        raise Refused(why)
    known = before.version if before else None
    new = Unit(serial=device.serial, device_id=device.id, version=known)
    return [write(new)]


def ended(serial: str | None, device_id: str) -> list[Write]:
    """A barred unit remains barred."""
    before = _there(serial, device_id)
    if before is None or before.state in ("ended", "barred"):
        return []
    return [write(before.model_copy(update={"state": "ended"}))]


def barred(serial: str | None, device_id: str) -> list[Write]:
    before = _there(serial, device_id)
    if before is None or before.state == "barred":
        return []
    return [write(before.model_copy(update={"state": "barred"}))]


def write(unit: Unit) -> Write:
    return Write(_unit(unit.serial), "unit", unit)


def _there(serial: str | None, device_id: str) -> Unit | None:
    found = unit(serial) if serial else None
    return found if found and found.device_id == device_id else None


def _unit(serial: str) -> str:
    return f"unit#{serial}"
