"""Who is silent, with whom, and who is back. Pure."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from functions.devices.kinds.model import Kind
from functions.devices.register.model import Device

from .model import Block, Connection, Silence

SOONEST, LATEST = timedelta(minutes=1), timedelta(hours=1)


class Together(NamedTuple):
    """From how many devices on, and what share of a kind's in a zone, silence is a block's."""

    least: int
    share: float


def patience(kind: Kind) -> timedelta:
    return timedelta(seconds=kind.every_seconds * kind.silent_after)


def pause(kind: Kind) -> timedelta:
    """Between two looks at a kind: so often that silence is seen a third of its time late."""
    return min(max(patience(kind) / 3, SOONEST), LATEST)


def last_sign(newest: datetime, connection: Connection | None) -> datetime:
    """The newest sample or the last session, as a slow clock dates samples too early and late data
    is of the past: whoever sends them is there.
    """
    return max(newest, connection.at) if connection else newest


def is_silent(
    newest: datetime,
    connection: Connection | None,
    kind: Kind,
    now: datetime,
    connected_patience: float,
) -> bool:
    """One that is connected may say nothing for longer: only then does it not work."""
    allowed = patience(kind)
    if connection and connection.connected:
        allowed *= connected_patience
    return last_sign(newest, connection) < now - allowed


def silence(
    device: Device, since: datetime, now: datetime, block: Block | None, version: int | None
) -> Silence:
    """`version` is of the silence that was before, whose row it takes. Where there is a zone, more
    of it may be found silent at the next look: last words are spread over an interval.
    """
    return Silence(
        id=id_of("silence", device.id, since),
        device_id=device.id,
        community=device.community,
        kind=device.kind,
        since=since,
        found_at=now,
        block=block.id if block else None,
        told=block is not None or not device.zone,
        version=version,
    )


def is_to_be_told(silence: Silence, kind: Kind, now: datetime) -> bool:
    """A later look than the one that found it; one that was broken off and is done again is not."""
    return not silence.told and silence.found_at + pause(kind) <= now


def fell_too(silence: Silence, kind: Kind, latest: datetime) -> bool:
    """Whether one told alone fell silent with a block whose `latest` sign this is. What was broken
    long before is not the block's: that would never be over.
    """
    return silence.told and not silence.block and silence.since >= latest - patience(kind)


def joined(silence: Silence, block: Block) -> Silence:
    return silence.model_copy(update={"block": block.id, "told": True})


def blocks(
    gone: Iterable[Device],
    all_: Collection[Device],
    silent: Collection[str],
    open_: Mapping[str, Block],
    together: Together,
) -> dict[str, list[Device]]:
    """Those `gone` and untold that are silent as their zone is, by zone; `silent` are known to be.

    A zone that is open as a block takes whoever is silent in it.
    """
    by_zone: dict[str, list[Device]] = defaultdict(list)
    for device in gone:
        if device.zone:
            by_zone[device.zone].append(device)
    counted: dict[str, list[bool]] = defaultdict(list)
    lost = {device.id for devices in by_zone.values() for device in devices} | set(silent)
    for device in all_:
        if device.zone in by_zone:
            counted[device.zone].append(device.id in lost)
    return {
        zone: devices
        for zone, devices in by_zone.items()
        if zone in open_ or _is_block(counted[zone], together)
    }


def grown(
    known: Block | None, zone: str, devices: list[Device], since: datetime, now: datetime
) -> Block:
    """The block with these too; a new one where the last is over."""
    ids = {device.id for device in devices}
    if known and known.over_at is None:
        all_ = known.devices | ids
        return known.model_copy(update={"devices": all_, "most": max(known.most, len(all_))})
    community = devices[0].community
    return Block(
        id=id_of("block", f"{community}|{zone}", since),
        community=community,
        zone=zone,
        since=since,
        found_at=now,
        devices=frozenset(ids),
        most=len(ids),
        version=known.version if known else None,
    )


def shrunk(block: Block, back: Collection[str], now: datetime) -> Block:
    """Without those that are back; over, once all are."""
    left = block.devices - set(back)
    over = {} if left or block.over_at else {"over_at": now}
    return block.model_copy(update={"devices": left, **over})


def over(silence: Silence, now: datetime) -> Silence:
    return silence.model_copy(update={"over_at": silence.over_at or now})


def heard(known: Connection | None, said: Connection) -> Connection | None:
    """None, if something later is known: what the broker says comes in any order."""
    if known is None:
        return said
    if said.at < known.at or (said.at == known.at and said.connected == known.connected):
        return None
    return said.model_copy(update={"version": known.version})


def id_of(what: str, whose: str, since: datetime) -> str:
    said = f"{what}|{whose}|{since.astimezone(UTC).isoformat()}"
    return hashlib.sha256(said.encode()).hexdigest()[:26]


def _is_block(are_silent: list[bool], together: Together) -> bool:
    silent = sum(are_silent)
    return silent >= together.least and silent >= together.share * len(are_silent)
