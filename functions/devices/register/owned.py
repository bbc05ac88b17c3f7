"""Devices by person, so that people find what is registered about them; no one else can ask.

person#<person>   device#<device>   when and by whom it was registered; expires with its card
"""

from datetime import datetime

from pydantic import AwareDatetime

from functions.devices.model import DeviceId
from linli.errors import NotFound
from linli.model import Noun
from linli.store import Write, load, partition

from .model import Device, Entry

SHOWN = 20


class Owned(Noun):
    """Without a time for devices registered before these rows existed."""

    device_id: DeviceId
    since: AwareDatetime | None = None
    by: str | None = None


def of(person: str, after: str) -> list[Owned]:
    """In order of ids."""
    key = f"device#{after}" if after else ""
    return partition(_of(person), Owned, starts="device#", after=key, limit=SHOWN)


def one(person: str, device_id: str) -> Owned:
    return _known(_of(person), f"device#{device_id}") or Owned(device_id=device_id)


def kept(device: Device, line: Entry, gone: datetime | None) -> list[Write]:
    """Writes to commit with the device; `gone` is the expiry of its card, if any."""
    if device.agreed is None:
        return []
    pk, sk = _of(device.agreed.person), f"device#{device.id}"
    known = _known(pk, sk)
    if line.what == "registered":
        version = known.version if known else None  # of a forgotten device with the same id
        own = Owned(device_id=device.id, since=line.at, by=line.by, version=version)
        return [Write(pk, sk, own)]
    if known and not gone:
        return []
    return [Write(pk, sk, known or Owned(device_id=device.id), expires=gone)]


def _known(pk: str, sk: str) -> Owned | None:
    try:
        return load(pk, sk, Owned)
    except NotFound:
        return None


def _of(person: str) -> str:
    return f"person#{person}"
