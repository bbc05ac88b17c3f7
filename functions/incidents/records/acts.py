"""Taking personal data for an emergency, extending their retention once, and destroying them."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from functions.incidents import store as incidents
from functions.incidents.handling.acts import Change, move
from functions.incidents.model import Entry, Incident
from functions.incidents.news import fact
from functions.incidents.reports import store as rows
from linli import clock
from linli.errors import Invalid, Refused
from linli.request import Request
from linli.store import commit, stored, until_settled

from . import rules, store
from .model import Keeping, Person, Record
from .rules import End


def root(incident: Incident) -> Incident:
    """The incident that handles this one; its end is the end of the emergency."""
    return [*incidents.upwards(incident)][-1]


def keepings(incident: Incident) -> list[Keeping]:
    """Its own and those of incidents joined to it. They are stored with each, and stay with it if
    it is parted again.
    """
    found = (store.keeping(one.id) for one in incidents.beneath(incident))
    return [one for one in found if one]


def count(incident: Incident) -> int:
    return sum(one.count for one in keepings(incident) if one.is_kept)


def page(of: Sequence[Keeping], after: str, limit: int) -> list[Record]:
    """Records after `after`, which is an incident and a record in it."""
    whose, _, last = after.partition(".")
    names = [one.incident for one in of if one.is_kept]
    begin = names.index(whose) if whose in names else len(names) if after else 0
    found: list[Record] = []
    for name in names[begin:]:
        found += store.page(name, last if name == whose else "", limit - len(found))
        if len(found) == limit:
            break
    return found


def take(
    incident_id: str, request: Request, person: Person, by: str, may: Callable[[Incident], None]
) -> Entry:
    """Store a person's data; returns the fact. Idempotent by the record's own row, because an
    incident remembers only a limited number of requests.
    """

    def settle() -> Entry:
        incident = incidents.incident(incident_id)
        may(incident)
        if known := store.record(incident_id, request.mark):
            if known.request != request.digest:
                raise Invalid("idempotency-key-reused", "/headers/idempotency-key")
            return incidents.entry(incident_id, known.seq)
        return move(incident, _taken(incident, request, person, by))

    return until_settled(settle)


def _taken(incident: Incident, request: Request, person: Person, by: str) -> Change:
    now = clock.now(incident.community)
    keeping = rules.one_more(store.keeping(incident.id), incident, now)
    after = fact(incident, "recorded", now, by=by, note=f"{keeping.count}")
    record = Record(
        id=request.mark,
        incident=incident.id,
        seq=after.entries,
        request=request.digest,
        sealed=store.sealed(person, incident.id, request.mark),
        by=by,
        at=now,
    )
    return Change(after, (store.writing(record), store.keep(keeping)))


def review(by: str, reason: str, days: int, incident: Incident, now: datetime) -> Change:
    found = [one for one in keepings(incident) if one.is_kept]
    if not found:
        raise Refused("nothing-kept")
    law = rows.deadlines()
    longer = (rules.review(law, one, incident, by, reason, days, now) for one in found)
    writes = tuple(map(store.keep, longer))
    return Change(fact(incident, "reviewed", now, by=by, note=reason), writes)


def tend(pk: str, sk: str) -> None:
    until_settled(partial(_tend, pk, sk))


def _tend(pk: str, sk: str) -> None:
    before = store.by_key(pk, sk)
    whole, now = root(incidents.incident(before.incident)), clock.now(before.community)
    if before.going_since:
        _destroy(before, now)
        return
    found = rules.tend(rows.deadlines(), before, whole, now)
    if isinstance(found, End):
        marked = rules.mark(before, found, now)
        commit(store.keep(marked), *incidents.writes(whole))  # conflicts if it was just reopened
        _destroy(stored(marked), now)
    elif found:
        commit(store.keep(found))


def _destroy(marked: Keeping, now: datetime) -> None:
    """Recorded once all are destroyed; after a crash the sweeper continues."""
    store.destroy(marked)
    note = f"{marked.rule}: {marked.count}"
    said = fact(incidents.incident(marked.incident), "destroyed", now, note=note)
    incidents.save(said, store.keep(rules.gone(marked)))
