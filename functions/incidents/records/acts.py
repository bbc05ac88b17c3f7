"""How personal data are taken for an emergency, kept longer once, and destroyed."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from functions.incidents import store as incidents
from functions.incidents.handling.acts import Change, move
from functions.incidents.model import Entry, Incident
from functions.incidents.news import fact
from functions.incidents.reports import store as rows
from linli import clock
from linli.errors import Invalid
from linli.request import Request
from linli.store import commit, until_settled

from . import rules, store
from .model import Person, Record
from .rules import End


def take(
    incident_id: str, request: Request, person: Person, by: str, may: Callable[[Incident], None]
) -> Entry:
    """The fact that it was taken. Its own row knows the request again, as an incident has room for
    the marks of few.
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
    found = store.keeping(incident.id)
    keeping = rules.review(rows.deadlines(), found, incident, by, reason, days, now)
    return Change(fact(incident, "reviewed", now, by=by, note=reason), (store.keep(keeping),))


def tend(pk: str, sk: str) -> None:
    until_settled(partial(_tend, pk, sk))


def _tend(pk: str, sk: str) -> None:
    before = store.by_key(pk, sk)
    incident, now = incidents.incident(before.incident), clock.now(before.community)
    found = rules.tend(rows.deadlines(), before, incident, now)
    if found is None:
        return
    if not isinstance(found, End):
        commit(store.keep(found))
        return
    store.destroy(store.records(incident.id), found, now)
    gone = before.model_copy(
        update={"count": 0, "due": None, "destroyed_at": now, "rule": found.rule}
    )
    note = f"{found.rule}: {before.count}"
    incidents.save(fact(incident, "destroyed", now, note=note), store.keep(gone))
