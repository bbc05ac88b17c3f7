"""Storage of bulk messages. Keys are spelled in this file and nowhere else.

bulk#<id>           bulk          content and progress; listed by place
bulk#<id>           people#<n>    the recipients of a page
bulk#<id>           page#<n>      their states
broadcast#<place>   <id>          the text in the inboxes of all members
"""

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime

from events import Event
from functions.notify import limits
from functions.notify.model import Preferences
from functions.notify.notices import store as notices_store
from linli.errors import NotFound
from linli.store import Page as Some
from linli.store import (
    Write,
    commit,
    create,
    listing,
    load,
    load_many,
    partition,
    stored,
    until_settled,
)
from linli.table import utc

from .model import MOST, Broadcast, Bulk, Page, People


def bulk(bulk_id: str) -> Bulk:
    return by_key(_bulk(bulk_id))


def by_key(pk: str) -> Bulk:
    return load(pk, "bulk", Bulk)


def bulks(place: str, after: str) -> Some[Bulk]:
    return listing(f"bulks#{place}", Bulk, after=after, newest=True)


def draft(bulk: Bulk, request: str) -> Bulk:
    return create(_write(bulk)._replace(request=request), model=Bulk)


def save(bulk: Bulk, *events: Event, broadcast: Broadcast | None = None) -> Bulk:
    """Stored with its inbox text; cancelling withdraws that."""
    beside = [_broadcast(broadcast)] if broadcast else _withdrawn(bulk)
    commit(_write(bulk, *events), *beside)
    return stored(bulk)


def change(bulk_id: str, decide: Callable[[Bulk], Bulk | None]) -> Bulk:
    """Apply a decision; None leaves it unchanged."""

    def settle() -> Bulk:
        before = bulk(bulk_id)
        after = decide(before)
        return before if after is None else save(after)

    return until_settled(settle)


def add(bulk: Bulk, people: People, page: Page) -> Bulk:
    """Add a page unless it is empty, with the bulk's new state."""
    pk = _bulk(bulk.id)
    rows = [Write(pk, _people(page.number), people), Write(pk, _page(page.number), page)]
    commit(_write(bulk), *(rows if people.people else _withdrawn(bulk)))
    return stored(bulk)


def people(bulk_id: str, number: int) -> tuple[str, ...]:
    return load(_bulk(bulk_id), _people(number), People).people


def page(bulk_id: str, number: int) -> Page:
    return load(_bulk(bulk_id), _page(number), Page)


def pages(bulk_id: str) -> list[Page]:
    return partition(_bulk(bulk_id), Page, starts="page#", limit=MOST)


def change_page(bulk_id: str, number: int, decide: Callable[[Page], Page]) -> Page:
    def settle() -> Page:
        before = page(bulk_id, number)
        after = decide(before)
        if after == before:
            return before
        commit(Write(_bulk(bulk_id), _page(number), after))
        return stored(after)

    return until_settled(settle, tries=10)  # a gateway may report on all people of a page at once


def preferences(people: Iterable[str]) -> dict[str, Preferences]:
    """The stated preferences."""
    keys = [(f"preferences#{person}", "preferences") for person in people]
    return {one.person: one for one in load_many(keys, Preferences).values()}


def broadcasts(place: str, after: str, limit: int) -> Some[Broadcast]:
    """Latest first."""
    return listing(f"broadcasts#{place}", Broadcast, after=after, limit=limit, newest=True)


def place_of(broadcast: Broadcast) -> str:
    """The sort key of the list, which orders it among the notices of an inbox."""
    return f"{utc(broadcast.at)}#{broadcast.id}"


def kept_until(broadcast: Broadcast) -> datetime:
    """As long as any notice."""
    return limits.kept_until(notices_store.rules(), broadcast.at)


def _write(bulk: Bulk, *events: Event) -> Write:
    listed = f"bulks#{bulk.community}", f"{utc(bulk.created_at)}#{bulk.id}"
    return Write(_bulk(bulk.id), "bulk", bulk, events, due=bulk.due, listed=listed)


def _broadcast(broadcast: Broadcast) -> Write:
    """Not listed once withdrawn."""
    listed = f"broadcasts#{broadcast.place}", place_of(broadcast)
    return Write(
        f"broadcast#{broadcast.place}",
        broadcast.id,
        broadcast,
        listed=None if broadcast.withdrawn else listed,
        expires=kept_until(broadcast),
    )


def _withdrawn(bulk: Bulk) -> list[Write]:
    """Withdraw the inbox text of a cancelled bulk."""
    if bulk.stage != "cancelled":
        return []
    with suppress(NotFound):
        told = load(f"broadcast#{bulk.community}", bulk.id, Broadcast)
        if not told.withdrawn:
            return [_broadcast(told.model_copy(update={"withdrawn": True}))]
    return []


def _bulk(bulk_id: str) -> str:
    return f"bulk#{bulk_id}"


def _people(number: int) -> str:
    return f"people#{number:05}"


def _page(number: int) -> str:
    return f"page#{number:05}"
