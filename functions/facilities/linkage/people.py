"""Acts of people on linked actions: load, decide, save, send."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime

from functions.facilities.assets import rules as asset_rules
from functions.facilities.assets import store as assets
from functions.facilities.assets.model import Asset
from functions.facilities.leases import acts as leases
from functions.facilities.leases import rules as lease_rules
from linli import clock, workflow
from linli.errors import Refused
from linli.roles import Role
from linli.store import Write, until_settled

from . import bans, by_hand, deciding, driving, store
from .acts import BANS, BY_ID, LINKS, MACHINE
from .model import Action, Sending
from .views import Asked

Holds = Callable[[Collection[Role]], bool]  # whether the caller has one of these roles there


def confirm(action_id: str, by: str, reason: str | None, holds: Holds) -> Action:
    def confirmed() -> Action:
        before = store.action(action_id)
        now, link = clock.now(before.community), deciding.row(BY_ID, before)
        _may(holds, link.by)
        standing = store.standing(before.community)
        after = deciding.confirm(before, link, by, reason, standing, BANS, now)
        return before if after == before else _sent(before, after, after)

    return until_settled(confirmed)


def refuse(action_id: str, by: str, reason: str, holds: Holds) -> Action:
    def refused() -> Action:
        before = store.action(action_id)
        now, link = clock.now(before.community), deciding.row(BY_ID, before)
        _may(holds, link.by)
        after = deciding.refuse(before, by, reason, now)
        return before if after == before else store.decide(before, after, now)

    return until_settled(refused)


def reverse(action_id: str, by: str, reason: str, holds: Holds) -> Action:
    """Undo an action; returns the reversing one."""

    def reversed_() -> Action:
        before = store.action(action_id)
        now, link = clock.now(before.community), deciding.row(BY_ID, before)
        _may(holds, link.undo_by)
        last = store.action(before.reversal_id) if before.reversal_id else None
        standing = store.standing(before.community)
        after, undoing = deciding.undo(before, link, last, by, reason, now)
        if after == before:
            return undoing
        bans.refuse(bans.ban_on(undoing, standing, BANS, now))
        deciding.undoable(before, link, standing)
        undoing, beside = _driven(undoing, by, now)
        return _sent(before, after, undoing, beside)

    return until_settled(reversed_)


def order(order_id: str, asset: Asset, asked: Asked, by: str, holds: Holds, request: str) -> Action:
    """A retired asset gets no commands; else bans are checked first, except for a repeat."""
    if known := store.ordered_before(order_id, request):
        return known
    new, sending = until_settled(lambda: _ordered(order_id, asset, asked, by, holds, request))
    if sending:
        workflow.start(MACHINE, sending)
    return new


def _ordered(
    order_id: str, asset: Asset, asked: Asked, by: str, holds: Holds, request: str
) -> tuple[Action, Sending | None]:
    asset_rules.kept(asset)
    now, standing = clock.now(asset.community), store.standing(asset.community)
    wish = by_hand.wish(order_id, asset, asked.command, now)
    bans.refuse(bans.ban_on(wish, standing, BANS, now))
    link = by_hand.permitting(LINKS, asset, asked.command, now)
    _may(holds, link.by)
    hazard = deciding.found(standing, asked.hazard)
    ordered = by_hand.ordered(wish, link, hazard, by, asked.reason, now)
    ordered, beside = _driven(ordered, by, now)
    [[new]] = driving.together([ordered])
    sending = driving.sending([new], now)
    if sending:
        new = store.create_order(new, sending, request, now, beside)
    return new, sending


def _driven(ordered: Action, by: str, now: datetime) -> tuple[Action, list[Write]]:
    """With the write of the lease as it was read, if the command needs one."""
    of = ordered.asset_id, ordered.community, ordered.kind, ordered.command
    driven = leases.ordering(*of, by, now)
    if driven is None:
        return ordered, []
    until = lease_rules.until(driven.lease, ordered.send_until)
    return ordered.model_copy(update={"send_until": until}), driven.writes


def _sent(before: Action, after: Action, ordered: Action, beside: Sequence[Write] = ()) -> Action:
    """`ordered` is the action to publish: this one, or its reversal. Its asset may have been
    retired since.
    """
    if ordered.kind:  # otherwise a task for people, of an asset or of none
        asset_rules.kept(assets.asset(ordered.asset_id))
    now = clock.now(before.community)
    [[new]] = driving.together([ordered])
    sending = driving.sending([new], now)
    if ordered is after:
        kept = store.decide(before, new, now, sending=sending)
    else:
        kept = store.decide(before, after, now, undoing=new, sending=sending, beside=beside)
    if sending:
        workflow.start(MACHINE, sending)
    return kept if ordered is after else new


def _may(holds: Holds, roles: Collection[Role]) -> None:
    if not holds(roles):
        raise Refused("not-for-this-role")
