"""A sensor that people call out of order becomes a hazard of its own."""

from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import Any, NamedTuple

from pydantic import TypeAdapter, ValidationError

from events.incidents import EndEvent
from functions.facilities.assets import store as assets
from functions.facilities.assets.model import Asset
from functions.facilities.hazards import rules as hazards_rules
from functions.facilities.hazards import store as hazards
from functions.facilities.model import AssetId
from linli import clock
from linli.errors import NotFound
from linli.ids import derived
from linli.store import commit, until_settled
from linli.texts import say

from . import entries, finding, store
from .finding import BY_ID, NUMBERS
from .model import Source, Where

CATEGORY = "sensor_fault"
DEVICE = TypeAdapter(AssetId)


class Fault(NamedTuple):
    """Of the device `subject`, stated when its hazard was closed."""

    hazard_id: str
    subject: str
    community: str
    at: datetime


def enter(closed: EndEvent) -> None:
    """Enter the device of a closed hazard into the ledger, of whatever feature it is; once per
    hazard. Nothing if the hazard does not name its device, as that of a person may not.
    """
    with suppress(ValidationError):
        subject = DEVICE.validate_python(closed.subject)
        fault = Fault(closed.hazard_id, subject, closed.community, closed.at)
        until_settled(partial(_enter, fault))


def overrule(hazard_id: str, at: datetime) -> None:
    """Of a closed entry and those joined to it: enter each sensor that still reads abnormal, and
    end what it reported.
    """
    entry = store.entry(hazard_id)
    for one in (entry, *store.members(entry)):
        if one.found_by == "sensor" and (subject := one.where.asset_id):
            until_settled(partial(_overrule, Fault(one.id, subject, one.community, at)))


def _overrule(fault: Fault) -> None:
    asset = assets.asset(fault.subject)
    for before in hazards.conditions(asset):
        found = (one for one in before.hazards.values() if one.id == fault.hazard_id)
        if any(one.cleared_at is None for one in found):
            _enter(fault)
            over = hazards_rules.settle(before, fault.hazard_id, fault.at, sensor_fault=True)
            commit(*hazards.taken_of(asset, over))


def _enter(closed: Fault) -> None:
    fault_id = derived(f"sensor-fault|{closed.hazard_id}")
    with suppress(NotFound):
        store.entry(fault_id)
        return
    now, asset = clock.now(closed.community), _asset(closed)
    number = store.next_number("YH", closed.community, now)
    source = Source(
        id=fault_id,
        community=closed.community,
        found_by="patrol",
        category=CATEGORY,
        where=Where(asset_id=closed.subject, **(finding.address(asset) if asset else {})),
        at=closed.at,
        words=say("facilities", "sensor-fault", "zh"),
    )
    row = entries.category(BY_ID, CATEGORY, now)
    about: dict[str, Any] = {"kind": asset and asset.kind, "grid": asset and asset.grid}
    entry = entries.entry(source, number, row, NUMBERS, now, **about)
    commit(*finding.begin(entry, source, now).writes)


def _asset(closed: Fault) -> Asset | None:
    """None for a device of another feature."""
    with suppress(NotFound):
        return assets.asset_in(closed.community, closed.subject)
    return None
