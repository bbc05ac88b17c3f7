"""Which devices are known, and which of their messages change nothing, so that they are stored
without being folded.
"""

import time
from collections.abc import Iterable, Mapping
from typing import TypeVar, cast

from functions.facilities.assets import store as assets
from functions.facilities.hazards import held, rules, store
from functions.facilities.hazards.known import CODES, NUMBERS, own
from functions.facilities.hazards.model import Condition
from functions.facilities.hazards.sensed import LIT
from functions.facilities.model import Kind
from linli.messages import Message, Sample
from linli.points import Point, of
from linli.progress import Told
from linli.signals import Device

from . import lamps, lifts, lights

OUTSIDE = NUMBERS["lift-outside"].value
S = TypeVar("S", bound=Sample)
LASTS = 900  # seconds for which an asset's community and kind are cached
MOST = 50_000  # assets in the cache
_kinds: dict[tuple[str, str], tuple[float, Kind]] = {}


def known(devices: Iterable[Device]) -> set[Device]:
    """Those whose asset is registered in their community and not retired."""
    devices, now = set(devices), time.monotonic()
    if len(_kinds) > MOST:  # first, as what is forgotten of these devices is asked again
        _kinds.clear()
    strange = sorted({one.id for one in devices if not _is_known(one, now)})
    for asset in assets.known(strange).values():
        if asset.state != "retired":
            _kinds[asset.community, asset.id] = now + LASTS, asset.kind
    return {device for device in devices if _is_known(device, now)}


def forget() -> None:
    """Empties the caches of assets and of rules."""
    _kinds.clear()
    held.forget()


def kind_of(device: Device) -> Kind:
    """Of a known one."""
    return _kinds[device.community, device.id][1]


def is_calm(device: Device, messages: Iterable[Message]) -> bool:
    """Whether the messages cannot matter as long as no hazard is open."""
    own = kind_of(device)
    if own in LIT or device.channel == "alarm":
        return False
    inside = held.lately().inside.get(own)
    samples = (derived(own, sample) for message in messages for sample in message.samples)
    return inside is None or inside(samples)


def alarmed(devices: Mapping[Device, list[Told]]) -> set[Device]:
    """Those whose calm messages must be folded nonetheless: they have an open alarm, arrive at a
    time of an old one, or end an absence that a rule is about.
    """
    found = store.of_many(sorted({device.id for device in devices}))
    return {one for one, told in devices.items() if _needs_fold(one, found.get(one.id), told)}


def read(kind: Kind, sample: S) -> S:
    read = derived(kind, sample)
    return read if kind in LIT else own(kind, read)


def derived(kind: Kind, sample: S) -> S:
    """With the measures that follow from the others."""
    if kind in LIT:
        return lamps.read(sample, lights.night(sample.at))
    if kind == Kind.ELEVATOR:
        return lifts.read(sample, CODES, OUTSIDE(sample.at))
    return sample


def _needs_fold(device: Device, known: Condition | None, told: list[Told]) -> bool:
    standing, own = held.lately(), kind_of(device)
    if known is None and own not in standing.waited:
        return False
    return rules.needs_fold(known, own, _points(told), standing.holding)


def _points(told: list[Told]) -> list[Point]:
    return [point for one in told for point in of(cast(Message, one.sent))]


def _is_known(device: Device, now: float) -> bool:
    believed = _kinds.get((device.community, device.id))
    return believed is not None and believed[0] > now
