"""Events about silence. Pure."""

from datetime import datetime
from typing import Any, TypeVar

from events.devices import BlockHeard, BlockSilent, DeviceHazard, DeviceHeard, DeviceSilent
from functions.devices.kinds.model import Kind
from functions.devices.model import UNSAID
from functions.devices.register.model import Device

from .model import Block, Silence

E = TypeVar("E", bound=DeviceHazard)
WHERE = {"kind", "grid", "address", "building", "zone"}
# The zone tells that a whole block is silent.
NOWHERE = dict.fromkeys(("address", "building", "lat", "lon"))
SILENT: dict[str, Any] = {
    "measure": "silent_seconds",
    "category": "A8",
    "limit_id": "presence",
    "article": "local",
}


def silent(device: Device, kind: Kind, silence: Silence, at: datetime) -> DeviceSilent:
    """Silence of a safety device is an incident, any other a hazard. For a personal device,
    duration and building are left out, because they would tell whose home is empty; the community
    can see them on the device's card. Wearables have further rules.
    """
    return _of(DeviceSilent, device, kind, silence, at)


def heard(device: Device, kind: Kind, silence: Silence, at: datetime) -> DeviceHeard:
    return _of(DeviceHeard, device, kind, silence, at)


def block_silent(block: Block, device: Device, at: datetime) -> BlockSilent:
    return _block(BlockSilent, block, device, at)


def block_heard(block: Block, device: Device, at: datetime) -> BlockHeard:
    return _block(BlockHeard, block, device, at)


def _of(fact: type[E], device: Device, kind: Kind, silence: Silence, at: datetime) -> E:
    how: dict[str, Any] = {"raises": "hazard", "priority": "P3"}
    if kind.personal:
        how |= {"measure": UNSAID, "value": 0.0, **NOWHERE}
    else:
        how |= {"value": (at - silence.since).total_seconds()}
        how |= {"raises": "incident", "priority": "P2"} if kind.safety else {}
    return _said(fact, device, at, hazard_id=silence.id, **how)


def _block(fact: type[E], block: Block, device: Device, at: datetime) -> E:
    seconds = (at - block.since).total_seconds()
    how = {"kind": "supply_block", "category": "A4.6", "raises": "incident", "priority": "P2"}
    counted = {"devices": max(block.most, 1), "zone": block.zone}
    return _said(fact, device, at, hazard_id=block.id, value=seconds, **how, **counted)


def _said(fact: type[E], device: Device, at: datetime, **own: Any) -> E:
    where = {**device.model_dump(include=WHERE), **device.point.model_dump()}
    said = {**SILENT, **where, "community": device.community, "asset_id": device.id, "at": at}
    return fact.model_validate({**said, **own})
