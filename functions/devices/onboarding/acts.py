"""Decides on a unit's claim before AWS IoT issues a certificate; called by
functions.devices.hook.
"""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from events.devices import DeviceClaimed
from functions.devices.keys import rules as keys_rules
from functions.devices.keys import store as held
from functions.devices.known import NUMBERS
from functions.devices.register import rules as lines
from functions.devices.register import store as register
from functions.devices.register import units
from functions.devices.register.model import Device
from linli import clock, rates
from linli.errors import NotFound, TooMany
from linli.store import until_settled

from . import claiming, store
from .claiming import Asked, Given
from .model import Batch, Why

HOUR = timedelta(hours=1)
FORMER_HELD = NUMBERS["former-certificate-held"].span
OTHERS = 20  # batches of a maker that are searched


class Allowed(NamedTuple):
    device: Device
    first_boot: int


class Denied(NamedTuple):
    why: Why
    batch: Batch | None
    device: Device | None


def claim(serial: str, by: str, certificate: str) -> Allowed | Denied:
    """`by` is the certificate of the request: the batch's claim certificate, or the
    device's own.
    """

    def settle() -> Allowed | Denied:
        holder = held.holder(by)
        if holder:
            return _renew(holder, serial, by, certificate)
        return _claim(serial, by, certificate)

    return until_settled(settle)


def _claim(serial: str, by: str, certificate: str) -> Allowed | Denied:
    claim = store.claim(by)
    batch = store.batch(claim.batch) if claim else None
    kind = store.kind_in(batch, serial) if batch else None
    unit = units.unit(serial)
    device = _device(unit.device_id) if unit else None
    elsewhere = bool(batch and kind is None and _in_another(batch, serial))
    asked = Asked(claim, kind, elsewhere, unit, device, certificate)
    why = claiming.refused(asked)
    if why or device is None or batch is None:
        return Denied(why or "nobody-waits", batch, device)
    keys = held.keys(device.id, device.community)
    given = claiming.claimed(asked, keys)
    if given is None:
        return Allowed(device, keys_rules.first_boot(keys))
    try:
        rates.take(f"claims#{batch.id}", batch.hourly, HOUR, datetime.now(UTC))
    except TooMany:
        return Denied("over-rate", batch, device)
    return _keep(given, "claimed", certificate, batch=batch.id, serial=serial)


def _renew(device_id: str, serial: str, by: str, certificate: str) -> Allowed | Denied:
    device = register.device(device_id)
    keys, now = held.keys(device.id, device.community), clock.now(device.community)
    if certificate == keys.present and device.serial == serial:
        return Allowed(device, keys_rules.first_boot(keys))
    if device.serial != serial or not claiming.may_renew(device, keys, by, now):
        return Denied("serial-used", None, device)
    beside = FORMER_HELD(now)
    return _keep(claiming.renewed(device, keys, certificate, beside, now), "renewed", certificate)


def _keep(given: Given, what: str, certificate: str, **detail: str) -> Allowed:
    device, now = given.device, clock.now(given.device.community)
    line = lines.line(what, now, certificate=certificate[:12], **detail)
    told = DeviceClaimed(
        community=device.community,
        at=now,
        device_id=device.id,
        kind=device.kind,
        owner=device.owner,
        unit=device.unit,
    )
    store.save(
        [
            *register.writing(device, line, told),
            *([units.write(given.unit)] if given.unit else []),
            held.keeping(given.keys),
            held.holding(certificate, device.id),
        ]
    )
    return Allowed(device, keys_rules.first_boot(given.keys))


def _device(device_id: str) -> Device | None:
    try:
        return register.device(device_id)
    except NotFound:
        return None


def _in_another(batch: Batch, serial: str) -> bool:
    others = store.batches("", batch.maker, OTHERS).items
    return any(store.kind_in(other, serial) for other in others if other.id != batch.id)
