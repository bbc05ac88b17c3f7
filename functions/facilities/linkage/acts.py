"""The consequences of hazards and of time: load, decide, save, send."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial
from itertools import zip_longest

from events.facilities import HazardCleared, HazardEvent
from functions.facilities.assets import store as assets
from functions.facilities.assets.model import Asset, Wanted
from functions.facilities.model import Kind
from linli import clock, workflow
from linli.dated import by_id
from linli.errors import NotFound
from linli.rows import rows
from linli.store import until_settled

from . import alarms, deciding, driving, rules, store
from .alarms import Case
from .model import Action, Alarm, Ban, Link, Sending, Trigger

TRIGGERS = rows("facilities", "triggers", Trigger)
LINKS = rows("facilities", "links", Link)
BY_ID = by_id(LINKS)
BANS = rows("facilities", "forbidden", Ban)
MACHINE = "answering"
MOST = 1000  # assets of a kind in a community
AT_ONCE, PAUSE = 12, 0.01  # tries, and seconds; in a fire, many points report at the same moment


def heed(hazard: HazardEvent) -> None:
    """Order the linked actions. Idempotent: a repeat only ensures that all are being sent."""
    if not alarms.named(hazard, TRIGGERS, BANS):
        return
    heard = until_settled(lambda: _heard(hazard))
    if heard.stands:
        alarm, begun = until_settled(lambda: _order(heard), AT_ONCE, PAUSE)
        for sending in begun:
            workflow.start(MACHINE, sending)
        if not alarm.calls:  # it ended before it was processed
            _end(alarm)


def clear(hazard: HazardCleared) -> None:
    """The sensor reads normal: proposals that wait for confirmation only because of it expire, and
    whatever follows is a new case.
    """
    if alarms.named(hazard, TRIGGERS, BANS):
        _over(hazard, alarms.clear)


def settle(hazard: HazardEvent) -> None:
    """The hazard is settled: proposals that wait only because of it expire."""
    if alarms.named(hazard, TRIGGERS, BANS):
        _over(hazard, alarms.settle)


def expire(action_id: str) -> None:
    """The proposal expires."""
    before = store.action(action_id)
    now = clock.now(before.community)
    after = deciding.expire(before, now)
    if after != before:
        store.decide(before, after, now)


def sent(sending_id: str, generation: int) -> tuple[Sending, list[Action]]:
    """The actions to publish now, after checking once more that each is still allowed."""
    before, now = _sending(sending_id)
    if before.generation != generation or before.stage == "ended":
        return before, []
    standing = store.standing(before.community)
    actions = store.actions(before.actions).values()
    to_send, others = driving.sort(actions, standing, BANS, now)
    if before.stage == "sent" and not others:
        return before, to_send  # the step failed after publishing some
    after = driving.send(before, now) if to_send else driving.end(before)
    return store.move(after, others, now), to_send


def ended(sending_id: str, generation: int) -> Sending:
    """The time to answer is over: unanswered commands become tasks for people."""
    before, now = _sending(sending_id)
    if before.generation != generation or before.stage == "ended":
        return before
    return move(driving.end(before), now)


def move(sending: Sending, now: datetime) -> Sending:
    """Store the sending; if it has ended, with its open actions."""
    if sending.stage != "ended":
        return store.move(sending, (), now)
    known = store.actions(sending.actions).values()
    open_ = [(one, rules.time_out(one)) for one in known if one.stage == "ordered"]
    return store.move(sending, open_, now)


def _sending(sending_id: str) -> tuple[Sending, datetime]:
    sending = store.sending(sending_id)
    return sending, clock.now(sending.community)


def _over(hazard: HazardEvent, decide: Callable[[Alarm | None, HazardEvent], Alarm]) -> None:
    def kept() -> Alarm:
        known = store.alarm(hazard.community, hazard.hazard_id)
        after = decide(known, hazard)
        return after if after == known else store.keep(after)

    _end(until_settled(kept))


def _end(alarm: Alarm) -> None:
    """Expire the proposals of cases that are over."""
    over = alarms.over(alarm, store.standing(alarm.community)) if alarm.cases else set()
    for action in store.open_actions(alarm.community) if over else ():
        if action.case in over:
            until_settled(partial(expire, action.id))


def _heard(hazard: HazardEvent) -> Alarm:
    known = store.alarm(hazard.community, hazard.hazard_id)
    alarm = alarms.hear(known, hazard)
    return alarm if alarm == known else store.keep(alarm)


def _order(heard: Alarm) -> tuple[Alarm, list[Sending]]:
    """The alarm, and the sendings to start. The alarm is stored before the standing ones are read,
    so that of two simultaneous points at least one sees both.
    """
    standing = store.standing(heard.community)
    alarm = next(one for one in standing if one.hazard_id == heard.hazard_id)
    cases = alarms.cases(alarm, standing, TRIGGERS)
    source = _source(alarm) if cases else None
    begun = [one for case in cases if source for one in _follow(case, source, standing)]
    marked = {one.hazard_id: one for case in cases for one in case.alarms}
    return marked.get(alarm.hazard_id, alarm), begun


def _source(alarm: Alarm) -> Asset:
    """The asset; without one, as for reports by people, only tasks for people follow."""
    with suppress(NotFound):
        return assets.asset(alarm.asset_id)
    where = alarm.model_dump(include={"community", "kind", "building", "zone"})
    return Asset.model_construct(id=alarm.asset_id, **where)


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
    marks = driving.shares(case.alarms)
    begun = [_begin(share, some, now) for share, some in zip_longest(shares, marks, fillvalue=())]
    unsent = {str(one.sending_id) for one in known.values() if one.stage == "ordered"}
    return [one for one in (*begun, *store.sendings(unsent)) if one and one.stage == "ordered"]


def _all(community: str, kind: Kind) -> list[Asset]:
    return assets.assets(community, Wanted(kind=kind), shown=MOST).items


def _begin(share: Sequence[Action], marked: Iterable[Alarm], now: datetime) -> Sending | None:
    sending = driving.sending(share, now)
    store.order(share, sending, marked, now)
    return sending
