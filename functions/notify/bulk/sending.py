"""Sends a page: current members, their preferences, and a gateway.

Nothing about people is stored but ids: phone numbers come from accounts each time and are passed to
`carry` in answers.py.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from functions.notify import limits
from functions.notify.notices import store as notices_store
from linli.ask import ask

from . import pages, store
from .choosing import Known, choose
from .model import PAGE, Bulk, Page

ASKS = 3  # tries, because membership changes may have moved people to the next page


class Sent(NamedTuple):
    page: Page
    looked_at: int
    gateway: str | None = None
    given: int = 0  # sent to the gateway
    again_at: datetime | None = None  # when quiet hours of some of them end


def count(place: str, role: str | None, after: str) -> tuple[list[dict[str, str]], str | None]:
    """A page of members, and the next cursor, None at the end."""
    found = ask("accounts", "people_of", place=place, role=role, after=after, limit=PAGE)
    return found["people"], found["next"]


def send(bulk: Bulk, number: int, now: datetime) -> Sent:
    """Refused if no gateway accepts it: to be retried."""
    people, page = store.people(bulk.id, number), store.page(bulk.id, number)
    places = pages.unsent(page)
    known = _known(bulk, page.after, people)
    usual = limits.usual(notices_store.rules(), now)
    wishes = store.preferences(people[place] for place in places)
    chosen = {
        place: choose(bulk, known.get(people[place]), wishes.get(people[place]), usual, now)
        for place in places
    }
    choices = {place: one.choice for place, one in chosen.items()}
    page = store.change_page(bulk.id, number, lambda page: pages.plan(page, choices))
    given, gateway = 0, None
    for message in pages.pending(page):
        to = [_phone(known.get(people[place])) for place in page.messages[message].to]
        gateway = ask("notify", "carry", bulk_id=bulk.id, page=number, message=message, to=to)
        given += len(to)
    later = [one.again_at for one in chosen.values() if one.again_at]
    return Sent(page, len(places), gateway, given, min(later, default=None))


def _known(bulk: Bulk, after: str, people: Sequence[str]) -> dict[str, Known]:
    """Those of the page who are still members."""
    found: dict[str, Known] = {}
    for _ in range(ASKS):
        some, more = count(bulk.community, bulk.role, after)
        found |= {one["person"]: Known.model_validate(one) for one in some}
        if more is None or set(people) <= found.keys():
            break
        after = more
    return found


def _phone(known: Known | None) -> str:
    """Empty for a person who has left since: the gateway refuses it."""
    return (known and known.phone) or "unknown"
