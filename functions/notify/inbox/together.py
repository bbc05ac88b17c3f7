"""Bulk messages in inboxes: shown to every member, stored once."""

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

MOST = 50  # per page


def inbox(person: str, after: str) -> Page[Notice]:
    """A person's notices and those of their places, latest first. Many rows may be for others, so a
    page may be short: it goes back only as far as each list was read.
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
    """The lists of the person's places, and of all places that contain them."""
    places = chain.from_iterable((one.place, *ancestors(one.place)) for one in held)
    return [bulk_store.broadcasts(place, after, MOST) for place in dict.fromkeys(places)]


def _is_for(broadcast: Broadcast, held: Iterable[Membership]) -> bool:
    return any(
        within(one.place, broadcast.place) and broadcast.role in (None, one.role) for one in held
    )


def _counts(broadcast: Broadcast, now: datetime) -> bool:
    """Warnings until they expire; others within retention, though the row may exist longer."""
    over = broadcast.color and broadcast.expires_at and broadcast.expires_at <= now
    return not over and now < bulk_store.kept_until(broadcast)


def _notice(broadcast: Broadcast, person: str) -> Notice:
    """As a notice, without a read status."""
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
