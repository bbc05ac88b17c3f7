"""What follows from hazards, and from time: load, decide, save, have it sent."""

from datetime import datetime
from functools import partial

from events.facilities import HazardEvent, HazardSettled
from functions.facilities.assets import store as assets
from functions.facilities.assets.model import Asset, Wanted
from functions.facilities.model import Kind
from linli import clock, workflow
from linli.rows import rows
from linli.store import until_settled

from . import alarms, deciding, driving, rules, store
from .alarms import Case
from .model import Action, Alarm, Ban, Link, Sending, Trigger

TRIGGERS = rows("facilities", "triggers", Trigger)
LINKS = rows("facilities", "links", Link)
BANS = rows("facilities", "forbidden", Ban)
MACHINE = "answering"
MOST = 1000  # assets of a kind in a community


def heed(hazard: HazardEvent) -> None:
    """Order what follows; heard again, it only makes sure that all is on its way."""
    if not alarms.named(hazard, TRIGGERS, BANS):
        return
    heard = until_settled(lambda: _heard(hazard))
    if heard.stands:
        for sending in until_settled(lambda: _order(heard)):
            workflow.start(MACHINE, sending)


def settle(hazard: HazardSettled) -> None:
    """What waits for a person because of it alone needs nobody any more."""
    if not alarms.named(hazard, TRIGGERS, BANS):
        return

    def settled() -> Alarm:
        known = store.alarm(hazard.community, hazard.hazard_id)
        after = alarms.settle(known, hazard)
        return after if after == known else store.keep(after)

    alarm = until_settled(settled)
    over = alarms.over(alarm, store.standing(alarm.community)) if alarm.cases else ()
    for action in store.open_actions(alarm.community) if over else ():
        if action.case in over:
            until_settled(partial(expire, action.id))


def expire(action_id: str) -> None:
    """Nobody may confirm it any more."""
    before = store.action(action_id)
    now = clock.now(before.community)
    after = deciding.expire(before, now)
    if after != before:
        store.decide(before, after, now)


def sent(sending_id: str, generation: int) -> tuple[Sending, list[Action]]:
    """About to be sent: what still may be, looked at once more."""
    before, now = _sending(sending_id)
    if before.generation != generation or before.stage == "ended":
        return before, []
    standing = store.standing(before.community)
    actions = store.actions(before.actions).values()
    to_send, others = driving.sort(actions, standing, BANS, now)
    if before.stage == "sent" and not others:
        return before, to_send  # sent, but not to all, when the step failed
    after = driving.send(before, now) if to_send else driving.end(before)
    return store.move(after, others, now), to_send


def ended(sending_id: str, generation: int) -> Sending:
    """What has not been answered by now, a person must do."""
    before, now = _sending(sending_id)
    if before.generation != generation or before.stage == "ended":
        return before
    return move(driving.end(before), now)


def move(sending: Sending, now: datetime) -> Sending:
    """One that has ended takes its open orders with it."""
    if sending.stage != "ended":
        return store.move(sending, (), now)
    known = store.actions(sending.actions).values()
    open_ = [(one, rules.time_out(one)) for one in known if one.stage == "ordered"]
    return store.move(sending, open_, now)


def _sending(sending_id: str) -> tuple[Sending, datetime]:
    sending = store.sending(sending_id)
    return sending, clock.now(sending.community)


def _heard(hazard: HazardEvent) -> Alarm:
    known = store.alarm(hazard.community, hazard.hazard_id)
    alarm = alarms.hear(known, hazard)
    return alarm if alarm == known else store.keep(alarm)


def _order(heard: Alarm) -> list[Sending]:
    """The sendings that have still to begin. What was heard is kept before what stands is read, so
    that of two points that speak at once at least one sees both.
    """
    standing = store.standing(heard.community)
    alarm = next(one for one in standing if one.hazard_id == heard.hazard_id)
    cases = alarms.cases(alarm, standing, TRIGGERS)
    source = assets.asset(alarm.asset_id) if cases else None
    return [one for case in cases if source for one in _follow(case, source, standing)]


def _follow(case: Case, source: Asset, standing: list[Alarm]) -> list[Sending]:
    now = clock.now(source.community)
    links = rules.in_force(LINKS, case)
    kinds = {link.kind for link in links if link.kind and link.scope in ("zone", "building")}
    near = assets.linked(source) + [one for kind in kinds for one in _all(source.community, kind)]
    orders = rules.orders(case, rules.targets(source, links, near), standing, BANS, now)
    known = store.actions(order.id for order in orders)
    new = rules.again(orders, known, case.alarm)
    known |= store.actions({one.id for one in new} - {one.id for one in orders})
    shares = driving.together(one for one in new if one.id not in known)
    begun = [_begin(share, case if at == 0 else None, now) for at, share in enumerate(shares)]
    if not shares:
        store.order((), None, case.alarms, now)
    unsent = {str(one.sending_id) for one in known.values() if one.stage == "ordered"}
    return [one for one in (*begun, *store.sendings(unsent)) if one and one.stage == "ordered"]


def _all(community: str, kind: Kind) -> list[Asset]:
    return assets.assets(community, Wanted(kind=kind), shown=MOST).items


def _begin(share: list[Action], case: Case | None, now: datetime) -> Sending | None:
    sending = driving.sending(share, now)
    store.order(share, sending, case.alarms if case else (), now)
    return sending
