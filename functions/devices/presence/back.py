"""Devices that are back, and those that nobody expects to send anything any more."""

from datetime import UTC, datetime

from functions.devices import owners
from functions.devices.kinds.model import Kind
from functions.devices.known import TOLD
from functions.devices.register import rules as register_rules
from functions.devices.register import store as register
from functions.devices.register.model import Device
from linli import clock
from linli.store import Write, commit, every, until_settled

from . import lost, news, rules, store
from .model import Silence


def end(kind: Kind, device: Device, silence: Silence, now: datetime) -> None:
    is_alone = silence.told and not silence.block
    told = (news.heard(device, kind, silence, now),) if is_alone else ()
    over = store.keep(rules.over(silence, now), *told, expires=gone(device, now))
    line = lost.noted("heard", device, silence, now)
    until_settled(lambda: commit(over, line, *_shrunk(device, silence, now)))


def end_retired(community: str, kind: Kind, now: datetime) -> None:
    """Retired and revoked devices are not expected to send anything."""
    silent = every(lambda after: store.silent(community, kind.id, after))
    known = owners.by_hundreds([one.device_id for one in silent], register.known)
    left = [name for name, one in known.items() if not register.heard(one, community)]
    for name, silence in owners.by_hundreds(left, store.silences).items():
        if silence.over_at is None:
            end(kind, known[name], silence, now)


def forget(device_id: str) -> None:
    """Its latest silence expires soon, or as soon as it is over."""
    device = register.device(device_id)
    silence = store.silences([device_id]).get(device_id)
    if silence and silence.over_at:
        commit(store.keep(silence, expires=gone(device, clock.now(device.community))))


def gone(device: Device, now: datetime) -> datetime | None:
    """The expiry (real time) for a device whose person has withdrawn."""
    return datetime.now(UTC) + TOLD if register_rules.over(device, now) else None


def _shrunk(device: Device, silence: Silence, now: datetime) -> list[Write]:
    """Its block without it, if it belongs to one."""
    block = store.block_of(silence, device.zone)
    if block is None:
        return []
    after = rules.shrunk(block, now)
    told = (news.block_heard(after, device, now),) if after.over_at and not block.over_at else ()
    return [store.keep_block(after, *told)]
