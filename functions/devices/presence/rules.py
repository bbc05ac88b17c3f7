"""Who is silent, with which block, and who is back. Pure."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from functions.devices.kinds.model import Kind
from functions.devices.register.model import Device
from linli.ids import derived

from .model import Block, Connection, Round, Silence

SOONEST, LATEST = timedelta(minutes=1), timedelta(hours=1)
TAKEN_OVER = "DUPLICATE_CLIENTID"  # AWS IoT's disconnectReason


class Together(NamedTuple):
    """Thresholds of a block's silence: number of devices, and share of a kind's devices in
    a zone.
    """

    least: int
    share: float


def patience(kind: Kind, every_seconds: int | None = None) -> timedelta:
    """`every_seconds`: if the device was told another interval than is usual for its kind."""
    return timedelta(seconds=(every_seconds or kind.every_seconds) * kind.silent_after)


def pause(kind: Kind) -> timedelta:
    """The interval of checks, so that silence is found at most a third of its time late."""
    return min(max(patience(kind) / 3, SOONEST), LATEST)


def starting(round_: Round, now: datetime) -> Round:
    """Whether the checks that begin now are the first in an hour; unchanged while others go on."""
    if round_.after:
        return round_
    hourly = round_.hourly_at is None or round_.hourly_at <= now - LATEST
    at = now if hourly else round_.hourly_at
    return round_.model_copy(update={"hourly": hourly, "hourly_at": at})


def last_sign(newest: datetime, connection: Connection | None) -> datetime:
    """The newest sample or the last session: a slow clock dates samples too early and delayed data
    are old, but both are signs of life.
    """
    return max(newest, connection.at) if connection else newest


def is_silent(
    newest: datetime,
    connection: Connection | None,
    allowed: timedelta,
    now: datetime,
    connected_patience: float,
) -> bool:
    """A connected device is given longer: only then is it considered broken."""
    if connection and connection.connected:
        allowed *= connected_patience
    return last_sign(newest, connection) < now - allowed


def silence(
    device: Device, since: datetime, now: datetime, block: Block | None, version: int | None
) -> Silence:
    """`version` is that of the former silence, whose row is replaced. In a zone, more devices may
    be found silent at the next check, because last messages are spread over an interval.
    """
    return Silence(
        id=id_of("silence", device.id, since),
        device_id=device.id,
        community=device.community,
        kind=device.kind,
        since=since,
        found_at=now,
        block=block.id if block else None,
        block_zone=block.zone if block else None,
        told=block is not None or not device.zone,
        version=version,
    )


def is_to_be_told(silence: Silence, kind: Kind, now: datetime) -> bool:
    """At a later check than the one that found it, unless that was merely repeated after an
    interruption.
    """
    return not silence.told and silence.found_at + pause(kind) <= now


def fell_too(silence: Silence, kind: Kind, latest: datetime) -> bool:
    """Whether a device reported alone fell silent with a block, whose `latest` sign of life this
    is. One broken long before does not belong to it, as the block would never be over.
    """
    return silence.told and not silence.block and silence.since >= latest - patience(kind)


def joined(silence: Silence, block: Block) -> Silence:
    new = {"block": block.id, "block_zone": block.zone, "told": True}
    return silence.model_copy(update=new)


def blocks(
    gone: Iterable[Device],
    all_: Collection[Device],
    silent: Collection[str],
    open_: Mapping[str, Block],
    together: Together,
) -> dict[str, list[Device]]:
    """The newly silent devices whose zone is silent, by zone; `silent` are those known before.

    A zone with an open block takes all its silent devices.
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


def begun(
    community: str, zone: str, most: int, since: datetime, now: datetime, former: Block | None
) -> Block:
    """A block of which so many are silent, none of them counted yet; it replaces the `former`."""
    return Block(
        id=id_of("block", f"{community}|{zone}", since),
        community=community,
        zone=zone,
        since=since,
        found_at=now,
        most=most,
        version=former.version if former else None,
    )


def grown(block: Block, more: int) -> Block:
    devices = block.devices + more
    return block.model_copy(update={"devices": devices, "most": max(block.most, devices)})


def shrunk(block: Block, now: datetime) -> Block:
    """Without one that is back; over when all are."""
    left = max(0, block.devices - 1)
    over = {} if left or block.over_at else {"over_at": now}
    return block.model_copy(update={"devices": left, **over})


def over(silence: Silence, now: datetime) -> Silence:
    return silence.model_copy(update={"over_at": silence.over_at or now})


def heard(known: Connection | None, said: Connection) -> Connection | None:
    """None if a later event is known, as lifecycle events arrive in any order; and if its session
    ended because the same client has begun another, which goes on.
    """
    if not said.connected and said.reason == TAKEN_OVER:
        return None
    if known is None:
        return said
    if said.at < known.at or (said.at == known.at and said.connected == known.connected):
        return None
    return said.model_copy(update={"version": known.version})


def id_of(what: str, whose: str, since: datetime) -> str:
    return derived(f"{what}|{whose}|{since.astimezone(UTC).isoformat()}")


def _is_block(are_silent: list[bool], together: Together) -> bool:
    silent = sum(are_silent)
    return silent >= together.least and silent >= together.share * len(are_silent)
