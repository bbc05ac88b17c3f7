"""What people do with linked actions: load, decide, save, and have it sent."""

from collections.abc import Callable, Collection

from functions.facilities.assets.model import Asset
from linli import clock, workflow
from linli.errors import Refused
from linli.roles import Role
from linli.store import until_settled

from . import bans, deciding, driving, store
from .acts import BANS, LINKS, MACHINE
from .model import Action
from .views import Asked

Holds = Callable[[Collection[Role]], bool]  # whether he who acts has one of these roles there


def confirm(action_id: str, by: str, reason: str | None, holds: Holds) -> Action:
    def confirmed() -> Action:
        before = store.action(action_id)
        now, link = clock.now(before.community), deciding.row(LINKS, before.link_id)
        _may(holds, link.by)
        standing = store.standing(before.community)
        after = deciding.confirm(before, link, by, reason, standing, BANS, now)
        return before if after == before else _sent(before, after, after)

    return until_settled(confirmed)


def refuse(action_id: str, by: str, reason: str, holds: Holds) -> Action:
    def refused() -> Action:
        before = store.action(action_id)
        now, link = clock.now(before.community), deciding.row(LINKS, before.link_id)
        _may(holds, link.by)
        after = deciding.refuse(before, by, reason, now)
        return before if after == before else store.decide(before, after, now)

    return until_settled(refused)


def reverse(action_id: str, by: str, reason: str, holds: Holds) -> Action:
    """The action that undoes it."""

    def reversed_() -> Action:
        before = store.action(action_id)
        now, link = clock.now(before.community), deciding.row(LINKS, before.link_id)
        _may(holds, link.undo_by)
        last = store.action(before.reversal_id) if before.reversal_id else None
        standing = store.standing(before.community)
        after, undoing = deciding.undo(before, link, last, by, reason, now)
        bans.refuse(bans.ban_on(undoing, standing, BANS, now))
        deciding.undoable(before, link, standing)
        return _sent(before, after, undoing)

    return until_settled(reversed_)


def order(order_id: str, asset: Asset, asked: Asked, by: str, holds: Holds, request: str) -> Action:
    """What is forbidden is said to be so before anything else."""
    now, standing = clock.now(asset.community), store.standing(asset.community)
    wish = deciding.wish(order_id, asset, asked.command, now)
    bans.refuse(bans.ban_on(wish, standing, BANS, now))
    link = deciding.by_hand(LINKS, asset, asked.command, now)
    _may(holds, link.by)
    hazard = deciding.found(standing, asked.hazard)
    ordered = deciding.ordered(wish, link, hazard, by, asked.reason, now)
    [[new]] = driving.together([ordered])
    if sending := driving.sending([new], now):
        new = store.create_order(new, sending, request, now)
        workflow.start(MACHINE, sending)
    return new


def _sent(before: Action, after: Action, ordered: Action) -> Action:
    """`ordered` is what is to be sent now: the action itself, or the one that undoes it."""
    now = clock.now(before.community)
    [[new]] = driving.together([ordered])
    sending = driving.sending([new], now)
    if ordered is after:
        kept = store.decide(before, new, now, sending=sending)
    else:
        kept = store.decide(before, after, now, undoing=new, sending=sending)
    if sending:
        workflow.start(MACHINE, sending)
    return kept if ordered is after else new


def _may(holds: Holds, roles: Collection[Role]) -> None:
    if not holds(roles):
        raise Refused("not-for-this-role")
