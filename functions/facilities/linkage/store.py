"""Storage of linked actions. Keys are spelled in this file and nowhere else.

standing#<community>  hazard#<id>   a standing hazard; kept for a day after it is settled
action#<id>           action        an action; due while proposed; listed by community, open ones
                                    first, then the latest
sending#<id>          sending       actions sent together; due until all have ended
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from functions.facilities.assets.model import Asset
from functions.facilities.assets.store import history_of
from linli.errors import NotFound
from linli.store import (
    Page,
    Write,
    commit,
    create,
    created,
    find,
    listing,
    load,
    load_many,
    partition,
    stored,
)
from linli.table import utc

from . import news
from .model import Action, Alarm, Sending

OVER = timedelta(days=1)  # for which late events of a settled hazard are possible
ENDED = timedelta(days=30)
MANY = 10_000  # standing hazards, and open actions, of a community
LAST = 10**16  # microseconds, in the year 2286
PAGE, PAGES = 50, 6


def alarm(community: str, hazard_id: str) -> Alarm | None:
    return find(_standing(community), f"hazard#{hazard_id}", Alarm)


def standing(community: str) -> list[Alarm]:
    """All standing hazards of the community, and some that are over."""
    return partition(_standing(community), Alarm, limit=MANY)


def keep(alarm: Alarm) -> Alarm:
    commit(_kept(alarm))
    return stored(alarm)


def action(action_id: str) -> Action:
    return load(_action(action_id), "action", Action)


def action_of(asset: Asset, action_id: str) -> Action:
    """NotFound also if it commanded another asset."""
    found = action(action_id)
    if found.asset_id != asset.id:
        raise NotFound
    return found


def actions(action_ids: Iterable[str]) -> dict[str, Action]:
    """The actions that exist of these, by id."""
    keys = [(_action(action_id), "action") for action_id in action_ids]
    found = load_many(keys, Action) if keys else {}
    return {one.id: one for one in found.values()}


def sendings(sending_ids: Iterable[str]) -> list[Sending]:
    keys = [(_sending(sending_id), "sending") for sending_id in sending_ids]
    return list(load_many(keys, Sending).values()) if keys else []


def sending(sending_id: str) -> Sending:
    return driven(_sending(sending_id))


def driven(key: str) -> Sending:
    """By the key of its row, for the sweeper."""
    return load(key, "sending", Sending)


def proposed(key: str) -> Action:
    """By the key of its row, for the sweeper."""
    return load(key, "action", Action)


def listed(community: str, hazard_id: str | None, after: str) -> Page[Action]:
    """Actions of a community; of one hazard, filtered from some pages of these."""
    items: list[Action] = []
    for _ in range(PAGES if hazard_id else 1):
        page = listing(_list(community), Action, after=after, limit=PAGE)
        items += [one for one in page.items if hazard_id in (None, one.hazard_id)]
        if page.next is None or len(items) >= PAGE:
            return Page(items, page.next)
        after = page.next
    return Page(items, after if hazard_id else page.next)


def open_actions(community: str) -> list[Action]:
    return listing(_list(community), Action, starts="0#", limit=MANY).items


def change(before: Action | None, after: Action, now: datetime) -> list[Write]:
    """The writes of an action with its events and its line of history."""
    told = news.news(before, after, now)
    write = Write(_action(after.id), "action", after, told, due=after.due, listed=_listed(after))
    return [write, *history_of(news.lines(before, after, now))]


def order(
    new: Iterable[Action], sending: Sending | None, alarms: Iterable[Alarm], now: datetime
) -> None:
    """Write all or nothing: an alarm is part of a case exactly if the case's actions exist."""
    writes = [write for action in new for write in change(None, action, now)]
    writes += [_kept(alarm) for alarm in alarms]
    if sending is not None:
        writes.append(_sent(sending))
    if writes:
        commit(*writes)


def ordered_before(order_id: str, request: str) -> Action | None:
    """The action that the same request created."""
    return created(_action(order_id), "action", request, Action)


def create_order(
    new: Action, sending: Sending, request: str, now: datetime, beside: Iterable[Write] = ()
) -> Action:
    """Idempotent: a repeated request gets the action of the first."""
    first, *others = change(None, new, now)
    more = *others, _sent(sending), *beside
    return create(first._replace(request=request), *more, model=Action)


def decide(
    before: Action,
    after: Action,
    now: datetime,
    *,
    undoing: Action | None = None,
    sending: Sending | None = None,
    beside: Iterable[Write] = (),
) -> Action:
    """Store a decision with its reversing action and the sending, if any."""
    writes = change(before, after, now)
    writes += change(None, undoing, now) if undoing else []
    writes += [_sent(sending)] if sending else []
    commit(*writes, *beside)
    return stored(after)


def move(sending: Sending, changed: Iterable[tuple[Action, Action]], now: datetime) -> Sending:
    """Store the sending with the actions that change."""
    commit(_sent(sending), *[w for before, after in changed for w in change(before, after, now)])
    return stored(sending)


def _kept(alarm: Alarm) -> Write:
    expires = None if alarm.stands else datetime.now(UTC) + OVER
    return Write(_standing(alarm.community), f"hazard#{alarm.hazard_id}", alarm, expires=expires)


def _sent(sending: Sending) -> Write:
    expires = datetime.now(UTC) + ENDED if sending.due is None else None
    return Write(_sending(sending.id), "sending", sending, due=sending.due, expires=expires)


def _listed(action: Action) -> tuple[str, str]:
    if action.stage in ("proposed", "ordered"):
        return _list(action.community), f"0#{utc(action.ordered_at)}#{action.id}"
    since = LAST - int(action.ordered_at.timestamp() * 1_000_000)
    return _list(action.community), f"1#{since:016}#{action.id}"


def _list(community: str) -> str:
    return f"actions#{community}"


def _standing(community: str) -> str:
    return f"standing#{community}"


def _action(action_id: str) -> str:
    return f"action#{action_id}"


def _sending(sending_id: str) -> str:
    return f"sending#{sending_id}"
