"""Messages to many among the notices of whoever belongs there; in each inbox, and stored once."""

from collections.abc import Iterable
from datetime import datetime
from itertools import chain

from functions.notify.bulk import store as bulk_store
from functions.notify.bulk.model import Broadcast
from functions.notify.notices import store as notices_store
from functions.notify.notices.model import Notice
from linli import clock, members
from linli.places import ancestors, within
from linli.roles import Membership
from linli.store import Page

MOST = 50  # of one page


def inbox(person: str, after: str) -> Page[Notice]:
    """His own notices and those of his places, the latest first. As many of a list may be for
    others, a page goes no further back than each list was read, and may be short.
    """
    own, held = notices_store.inbox(person, after, unread=False), _memberships(person)
    lists = _lists(held, after)
    found = {notices_store.place_of(notice): notice for notice in own.items}
    for one in chain.from_iterable(broadcasts.items for broadcasts in lists):
        if _is_for(one, held) and _counts(one, clock.now(one.place)):
            found[bulk_store.place_of(one)] = _notice(one, person)
    nexts = (own.next, *(broadcasts.next for broadcasts in lists))
    read_to = max((one for one in nexts if one), default="")
    latest = sorted((place for place in found if place >= read_to), reverse=True)
    following = latest[MOST - 1] if len(latest) > MOST else read_to or None
    return Page([found[place] for place in latest[:MOST]], following)


def _memberships(person: str) -> list[Membership]:
    return [
        one for one in members.memberships(person) if one.covers(one.place, clock.now(one.place))
    ]


def _lists(held: Iterable[Membership], after: str) -> list[Page[Broadcast]]:
    """Of each place that he belongs to, and of what they lie in."""
    places = chain.from_iterable((one.place, *ancestors(one.place)) for one in held)
    return [bulk_store.broadcasts(place, after, MOST) for place in dict.fromkeys(places)]


def _is_for(broadcast: Broadcast, held: Iterable[Membership]) -> bool:
    return any(
        within(one.place, broadcast.place) and broadcast.role in (None, one.role) for one in held
    )


def _counts(broadcast: Broadcast, now: datetime) -> bool:
    """A warning until it has expired; and nothing beyond its days, though its row may still be."""
    over = broadcast.color and broadcast.expires_at and broadcast.expires_at <= now
    return not over and now < bulk_store.kept_until(broadcast)


def _notice(broadcast: Broadcast, person: str) -> Notice:
    """As his own, though nobody knows whether he read it."""
    return Notice(
        id=broadcast.id,
        person=person,
        community=broadcast.place,
        template=broadcast.template,
        kind="warning" if broadcast.color else "info",
        urgency=broadcast.urgency,
        color=broadcast.color,
        about=f"bulk#{broadcast.id}",
        at=broadcast.at,
        zh=broadcast.texts.zh,
        en=broadcast.texts.en,
        asked_by="notify",
        expires_at=broadcast.at,
    )
