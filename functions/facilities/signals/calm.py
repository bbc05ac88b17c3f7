"""Which devices are known, and what they say that changes nothing: that is kept and not folded."""

import time
from collections.abc import Iterable

from functions.facilities.assets import store as assets
from functions.facilities.hazards import sensed, store
from functions.facilities.hazards.known import CODES, NUMBERS
from functions.facilities.model import Kind
from linli.messages import Message, Sample
from linli.signals import Device

from . import lamps, lifts, lights

LASTS = 900  # seconds that we believe where an asset is, and of what kind
MOST, TOGETHER = 50_000, 100  # of them; of one call
LIT = (Kind.STREET_LIGHT, Kind.LIGHT_CIRCUIT)  # each change of which its circuit is told
_kinds: dict[tuple[str, str], tuple[float, Kind]] = {}


def known(devices: Iterable[Device]) -> set[Device]:
    """Those whose asset is registered in their community, and not retired."""
    devices, now = set(devices), time.monotonic()
    strange = sorted({one.id for one in devices if not _is_known(one, now)})
    if len(_kinds) > MOST:
        _kinds.clear()
    for start in range(0, len(strange), TOGETHER):
        for asset in assets.known(strange[start : start + TOGETHER]).values():
            if asset.state != "retired":
                _kinds[asset.community, asset.id] = now + LASTS, asset.kind
    return {device for device in devices if _is_known(device, now)}


def forget() -> None:
    """Where assets were, as if nobody had asked yet."""
    _kinds.clear()


def is_calm(device: Device, messages: Iterable[Message]) -> bool:
    """Whether it says nothing that anything depends on, as long as no hazard is open."""
    _, kind = _kinds[device.community, device.id]
    if kind in LIT or device.channel == "alarm":
        return False
    samples = (sample for message in messages for sample in message.samples)
    return all(sensed.is_calm(kind, read(kind, sample)) for sample in samples)


def alarmed(devices: Iterable[Device]) -> set[Device]:
    devices = list(devices)
    ids = sorted({device.id for device in devices})
    found: set[str] = set()
    for start in range(0, len(ids), TOGETHER):
        found |= store.alarmed(ids[start : start + TOGETHER])
    return {device for device in devices if device.id in found}


def read(kind: Kind, sample: Sample) -> Sample:
    if kind == Kind.ELEVATOR:
        return lifts.read(sample, CODES, NUMBERS["lift-outside"])
    return lamps.read(sample, lights.NIGHT) if kind in LIT else sample


def _is_known(device: Device, now: float) -> bool:
    believed = _kinds.get((device.community, device.id))
    return believed is not None and believed[0] > now
