"""Acts of people on the ledger: load, decide, save; idempotent per request."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime

from linli import clock
from linli.ask import ask
from linli.errors import Invalid, NotFound, Refused
from linli.request import Request, remember, repeated
from linli.store import Write, commit, until_settled

from . import entries, joining, store
from .finding import NUMBERS
from .model import LedgerEntry, LedgerFact
from .news import Around

MANAGERS = ("property_manager", "community_worker")  # notified: the first role that is held
May = Callable[[LedgerEntry], None]
Decide = Callable[[LedgerEntry, Around, datetime], LedgerEntry]
Also = Callable[[LedgerEntry], Iterable[Write]]


def once(
    hazard_id: str,
    request: Request,
    may: May,
    decide: Decide,
    also: Also = lambda _: (),
) -> LedgerFact:
    def act(before: LedgerEntry, now: datetime) -> LedgerFact:
        marked = _marked(decide(before, store.around(before), now), request)
        commit(*store.writes(marked), *also(marked))
        return store.fact(hazard_id, marked.facts)

    return _acted(hazard_id, request, may, act)


def join(hazard_id: str, other: str, request: Request, may: May, by: str) -> LedgerFact:
    """From now on, `other` is handled with this hazard."""

    def act(root: LedgerEntry, now: datetime) -> LedgerFact:
        told = store.around(member := _named(other, root.community))
        if root.id in {one.id for one in told.members}:
            raise Refused("joined-already")
        return _both(joining.join(joining.Pair(root, member), by, now, told), request)

    return _acted(hazard_id, request, may, act)


def part(hazard_id: str, other: str, request: Request, may: May, by: str) -> LedgerFact:
    def act(root: LedgerEntry, now: datetime) -> LedgerFact:
        member = _named(other, root.community)
        rest = [one for one in store.members(root) if one.id != other and one.joined_to == root.id]
        return _both(joining.part(root, member, rest, by, now, store.around(member)), request)

    return _acted(hazard_id, request, may, act)


def look(pk: str, _sk: str) -> None:
    """Called by the sweeper when the present state of an entry may be overdue."""

    def settle() -> None:
        before = store.by_key(pk)
        now = clock.now(before.community)
        if entries.is_late(before, now):
            again = NUMBERS["repeat"].span(now)
            if after := entries.late(before, managers(before.community), again, now):
                store.save(after)

    until_settled(settle)


def managers(community: str) -> list[str]:
    for role in MANAGERS:
        if found := holders(community, role):
            return found
    return []


def holders(community: str, role: str) -> list[str]:
    found: list[str] = ask("accounts", "holders", place=community, role=role)
    return found


def _acted(
    hazard_id: str,
    request: Request,
    may: May,
    act: Callable[[LedgerEntry, datetime], LedgerFact],
) -> LedgerFact:
    """Apply a person's act; returns its fact. A repeated request gets the same fact."""

    def settle() -> LedgerFact:
        before = store.entry(hazard_id)
        may(before)
        return _done(before, request) or act(before, clock.now(before.community))

    return until_settled(settle)


def _named(hazard_id: str, community: str) -> LedgerEntry:
    """The entry named in a request's body; Invalid if it is of another community."""
    with suppress(NotFound):
        found = store.entry(hazard_id)
        if found.community == community:
            return found
    raise Invalid("no-such-entry", "/body/hazard_id")


def _done(entry: LedgerEntry, request: Request) -> LedgerFact | None:
    seq = repeated(entry.acts, request)
    return store.fact(entry.id, seq) if seq else None


def _marked(entry: LedgerEntry, request: Request) -> LedgerEntry:
    acts = remember(entry.acts, request, entry.facts)
    return entry.model_copy(update={"acts": acts})


def _both(after: joining.Pair, request: Request) -> LedgerFact:
    root = _marked(after.root, request)
    store.save(root, after.member)
    return store.fact(root.id, root.facts)
