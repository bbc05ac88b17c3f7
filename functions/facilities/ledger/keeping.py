"""Keeps the ledger in step with sensors, and with the incidents that lead its entries."""

from contextlib import suppress
from datetime import datetime

from events.facilities import HazardEvent
from events.incidents import EndEvent, IncidentEvent, ReopenEvent
from functions.facilities.assets import store as assets
from functions.facilities.assets.model import Asset
from functions.facilities.hazards.known import LIMITS
from functions.facilities.windows import rules as windows_rules
from functions.facilities.windows import store as windows
from functions.facilities.windows.model import Window
from linli import clock
from linli.errors import NotFound
from linli.store import commit, until_settled

from . import finding, forgetting, joining, listing, sensing, store
from .finding import BY_ID, NUMBERS
from .model import LedgerEntry
from .news import NOBODY

APPROVED = frozenset(limit.id for limit in LIMITS if limit.approval)


def keep(hazard: HazardEvent) -> None:
    """Apply an event of a sensor's hazard; a drill is ignored."""
    if hazard.drill:
        return

    def settle() -> None:
        now = clock.now(hazard.community)
        try:
            before = store.entry(hazard.hazard_id)
        except NotFound:
            asset = assets.asset(hazard.asset_id) if listing.is_own(hazard) else None
            number = store.next_number("YH", hazard.community, now)
            at = finding.address(asset) if asset else listing.address(hazard)
            how = BY_ID, NUMBERS, now, _window(hazard, asset)
            entry = listing.listed(hazard, number, at, *how)
            source = listing.source(entry, hazard)
            begun = finding.begin(
                entry, source, now, then=lambda one: sensing.after(one, hazard, NOBODY, now)
            )
            commit(*begun.writes)
            return
        _apart_if_led(before, sensing.heard(before, hazard, store.around(before), now), now)

    until_settled(settle)


def follow(incident: IncidentEvent) -> None:
    """Apply an event of the incident that leads an entry; other features' hazards are not in the
    ledger.
    """

    def settle() -> None:
        now = clock.now(incident.community)
        before = store.entry(incident.hazard_id)
        if after := sensing.led(before, incident, store.around(before), now):
            store.save(after)

    with suppress(NotFound):
        until_settled(settle)
        if isinstance(incident, ReopenEvent):
            forgetting.settle(incident.hazard_id)


def end(closed: EndEvent) -> bool:
    """Close a hazard found by people; returns whether it was one."""

    def settle() -> bool:
        before = store.entry(closed.hazard_id)
        if before.found_by == "sensor":
            return False
        now = clock.now(closed.community)
        if after := sensing.ended(before, closed, store.around(before), now):
            store.save(after)
        return True

    try:
        return until_settled(settle)
    except NotFound:
        return False


def _window(hazard: HazardEvent, asset: Asset | None) -> Window | None:
    """The approved window in which the state is deliberate, if it requires one."""
    if asset is None or hazard.limit_id not in APPROVED:
        return None
    known = windows.open_after(hazard.community, hazard.at)
    return windows_rules.covering(known, asset, hazard.at)


def _apart_if_led(before: LedgerEntry, after: LedgerEntry | None, now: datetime) -> None:
    """An entry newly led by an incident is parted from what it was joined to."""
    if after is None:
        return
    if after.led_by == "incident" and before.joined_to:
        root = store.entry(before.joined_to)
        rest = [one for one in store.members(root) if one.joined_to == root.id]
        stay = [one for one in rest if one.id != before.id]
        store.save(*joining.part(root, after, stay, None, now, store.around(before)))
    else:
        store.save(after)
