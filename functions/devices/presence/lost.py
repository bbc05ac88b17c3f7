"""Devices that fell silent: reported with their block, or alone at the next check."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from itertools import chain
from typing import NamedTuple

from functions.devices.kinds.model import Kind
from functions.devices.known import NUMBERS
from functions.devices.register import rules as register_rules
from functions.devices.register import store as register
from functions.devices.register.model import Device
from linli.store import Write, commit, until_settled

from . import news, rules, store
from .model import Block, Silence

LEAST, SHARE = NUMBERS["block-least"].count, NUMBERS["block-share"].value
TOGETHER = 40  # devices in one transaction with their block: two rows each, of a hundred


class Look(NamedTuple):
    """What a check finds about some devices of a kind, by device id."""

    kind: Kind
    now: datetime
    devices: Mapping[str, Device]  # with at least one sample
    known: Mapping[str, Silence]  # over or not
    signs: Mapping[str, datetime]  # last signs of the newly silent
    still: Mapping[str, Silence]  # already known to be silent


def settle(look: Look) -> None:
    untold = [name for name, one in look.still.items() if not one.told]
    fresh = [look.devices[name] for name in (*look.signs, *untold)]
    if not fresh:
        return
    in_blocks = _settle_blocks(look, fresh)
    for device in fresh:
        if device.id not in in_blocks:
            _settle_alone(look, device)


def noted(what: str, device: Device, silence: Silence, now: datetime) -> Write:
    line = register_rules.line(what, now, since=silence.since.isoformat())
    return register.note(device, line)


def _settle_blocks(look: Look, fresh: list[Device]) -> set[str]:
    zones = {one.zone for one in fresh if one.zone}
    found = store.blocks(fresh[0].community, zones) if zones else {}
    open_ = {zone: one for zone, one in found.items() if one.over_at is None}
    if look.kind.personal:  # a personal device does not indicate an outage
        fresh = [one for one in fresh if one.zone in open_]
    all_ = list(look.devices.values())
    as_block = rules.Together(LEAST(look.now), SHARE(look.now) / 100)
    settled: set[str] = set()
    for zone, devices in rules.blocks(fresh, all_, look.still, open_, as_block).items():
        signs = [_since(look, one) for one in devices]
        too = _told_alone(look, zone, max(signs))
        since = min([*signs, *(_since(look, one) for one in too)])
        all_of_it = [*too, *devices]
        for start in range(0, len(all_of_it), TOGETHER):
            some = all_of_it[start : start + TOGETHER]
            until_settled(partial(_join, look, zone, some, since, len(all_of_it)))
        settled |= {one.id for one in devices}
    return settled


def _told_alone(look: Look, zone: str, latest: datetime) -> list[Device]:
    return [
        look.devices[name]
        for name, one in look.still.items()
        if look.devices[name].zone == zone and rules.fell_too(one, look.kind, latest)
    ]


def _join(look: Look, zone: str, some: list[Device], since: datetime, most: int) -> None:
    """Their reports as single devices end; from now on they belong to the block. What an earlier
    attempt has joined is not counted again.
    """
    community = some[0].community
    silences = store.silences([one.id for one in some])
    known = store.blocks(community, [zone]).get(zone)
    left = [one for one in some if not _is_in(silences.get(one.id), known)]
    if not left:
        return
    open_ = known if known and not known.over_at else None
    new = rules.begun(community, zone, most, since, look.now, known)
    block = rules.grown(open_ or new, len(left))
    told = () if open_ else (news.block_silent(block, left[0], look.now),)
    joining = (_joining(look, one, silences.get(one.id), block) for one in left)
    commit(store.keep_block(block, *told), *chain.from_iterable(joining))


def _is_in(silence: Silence | None, block: Block | None) -> bool:
    if silence is None or silence.over_at or block is None or block.over_at:
        return False
    return silence.block == block.id


def _joining(look: Look, device: Device, before: Silence | None, block: Block) -> list[Write]:
    if before is None or before.over_at:
        return _beginning(look, device, before, block)
    told = (news.heard(device, look.kind, before, look.now),) if before.told else ()
    return [store.keep(rules.joined(before, block), *told)]


def _settle_alone(look: Look, device: Device) -> None:
    before = look.still.get(device.id)
    if before is None:
        commit(*_beginning(look, device, look.known.get(device.id), None))
    elif rules.is_to_be_told(before, look.kind, look.now):
        told = news.silent(device, look.kind, before, look.now)
        commit(store.keep(before.model_copy(update={"told": True}), told))


def _beginning(
    look: Look, device: Device, before: Silence | None, block: Block | None
) -> list[Write]:
    version = before.version if before else None
    silence = rules.silence(device, look.signs[device.id], look.now, block, version)
    is_alone = silence.told and not silence.block
    told = (news.silent(device, look.kind, silence, look.now),) if is_alone else ()
    return [store.keep(silence, *told), noted("silent", device, silence, look.now)]


def _since(look: Look, device: Device) -> datetime:
    before = look.still.get(device.id)
    return before.since if before else look.signs[device.id]
