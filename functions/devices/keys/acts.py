"""Certificates are renewed and ended in the register first, then at the broker, by whichever comes
first: the request, the event handler, or the sweeper. So the two never differ for long.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from events import Event
from events.devices import DeviceReplaced, DeviceRevoked
from functions.devices.known import NUMBERS
from functions.devices.register import rules as lines
from functions.devices.register import store as register
from functions.devices.register import units
from functions.devices.register.model import Device, Entry
from linli import clock
from linli.store import Write, stored, until_settled

from . import broker, rules, store
from .model import Keys

OPEN = NUMBERS["renewal-open"].span


def rotate(device: Device, by: str) -> Keys:
    def settle() -> Keys:
        now = clock.now(device.community)
        before = store.keys(device.id, device.community)
        after = rules.rotate(before, register.device(device.id), OPEN(now), now)
        if after != before:
            line = lines.line("rotation-asked", now, by)
            store.save([store.keeping(after), register.note(device, line)])
        return after

    return settle_broker(until_settled(settle).device_id)


def revoke(device_id: str, version: int, by: str, reason: str) -> Device:
    def settle() -> Device:
        before = register.device(device_id)
        after = rules.revoke(before, version)
        if after == before:
            return before
        line = lines.line("revoked", clock.now(before.community), by, reason)
        told = DeviceRevoked(**_about(after, line))
        return _keep(after, line, told, "revoked", units.barred(before.serial, device_id))

    return _settled(settle)


def replace(device_id: str, serial: str, version: int, by: str, reason: str) -> Device:
    """Another unit takes the place; the former is then not mounted anywhere."""

    def settle() -> Device:
        before = register.device(device_id)
        after = rules.replace(before, serial, version)
        now, former = clock.now(before.community), before.serial or ""
        line = lines.line("replaced", now, by, reason, former=former, serial=serial)
        told = DeviceReplaced(**_about(after, line), unit=after.unit)
        out = [] if former == serial else units.ended(before.serial, device_id)
        return _keep(after, line, told, "replaced", [*out, *units.mounted(after)])

    return _settled(settle)


def retire(device_id: str, community: str) -> None:
    """A retired device has no certificate. Idempotent."""

    def settle() -> None:
        now, before = clock.now(community), store.keys(device_id, community)
        device, after = register.device(device_id), rules.ended(before, "retired", now)
        unit = units.ended(device.serial, device_id)
        if after != before or unit:
            told = rules.said(device, after, rules.over(after, now), now)
            store.save([store.keeping(after, *told), *unit])

    until_settled(settle)
    settle_broker(device_id)


def look(pk: str, sk: str) -> None:
    """Called by the sweeper when a device's certificates are due."""
    settle_broker(store.keys_by_key(pk).device_id)


def settle_broker(device_id: str) -> Keys:
    """Bring the broker in line with the register. Idempotent."""

    def settle() -> Keys:
        device = register.device(device_id)
        before, now = store.keys(device_id, device.community), clock.now(device.community)
        after = _told(before, now)
        if after != before:
            told = rules.said(device, before, rules.over(before, now, "rotated"), now)
            store.save([store.keeping(after, *told)])
            return stored(after)
        return before

    return until_settled(settle)


def _told(keys: Keys, now: datetime) -> Keys:
    gone = rules.over(keys, now)
    for certificate in gone:
        broker.end(certificate, keys.device_id)
    keys = rules.without(keys, gone)
    if keys.renewal is None or keys.present is None:
        return keys
    if keys.renewal.until <= now:
        broker.close(keys.present)
        return keys.model_copy(update={"renewal": None})
    if not keys.renewal.open:
        broker.permit(keys.present)
        return keys.model_copy(update={"renewal": keys.renewal.model_copy(update={"open": True})})
    return keys


def _keep(device: Device, line: Entry, told: Event, why: rules.Ends, beside: list[Write]) -> Device:
    before = store.keys(device.id, device.community)
    keys = rules.ended(before, why, line.at)
    ended = rules.said(device, keys, rules.over(keys, line.at), line.at)
    changed = [store.keeping(keys, *ended)] if keys != before else []
    store.save([*register.writing(device, line, told), *changed, *beside])
    return stored(device)


def _settled(change: Callable[[], Device]) -> Device:
    device = until_settled(change)
    settle_broker(device.id)
    return device


def _about(device: Device, line: Entry) -> dict[str, Any]:
    return {
        "community": device.community,
        "at": line.at,
        "device_id": device.id,
        "kind": device.kind,
        "owner": device.owner,
    }
