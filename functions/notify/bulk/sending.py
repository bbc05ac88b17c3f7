"""How a page of people is sent: who they are just now, what each wishes, and to which gateway.

Nothing of a person but the id is kept: telephones come from the accounts each time, and go on to
`bulk_carrying`, which runs among the answers.
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

ASKS = 3  # as people come and go, those of a page may have moved on to the next


class Sent(NamedTuple):
    page: Page
    looked_at: int
    gateway: str | None = None
    given: int = 0  # to the gateway
    again_at: datetime | None = None  # quiet hours of some of them end


def count(place: str, role: str | None, after: str) -> tuple[list[dict[str, str]], str | None]:
    """Some of the people there, each once, and where to go on; None at the end."""
    found = ask("accounts", "people_of", place=place, role=role, after=after, limit=PAGE)
    return found["people"], found["next"]


def send(bulk: Bulk, number: int, now: datetime) -> Sent:
    """Refused if no gateway takes it: then it is to be tried again."""
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
    """Those of the page who still belong there."""
    found: dict[str, Known] = {}
    for _ in range(ASKS):
        some, more = count(bulk.community, bulk.role, after)
        found |= {one["person"]: Known.model_validate(one) for one in some}
        if more is None or set(people) <= found.keys():
            break
        after = more
    return found


def _phone(known: Known | None) -> str:
    """Of whom it was planned for and who has left since nobody knows any: the gateway refuses."""
    return (known and known.phone) or "unknown"
