"""Recording a report, and the consequences of an overdue one."""

from datetime import datetime
from functools import partial

from functions.incidents import store as incidents
from functions.incidents.duty import rules as duty
from functions.incidents.duty import store as duties
from functions.incidents.handling.acts import Change
from functions.incidents.model import Incident, Kind
from functions.incidents.moments import stated
from functions.incidents.news import fact, notice
from linli import clock
from linli.errors import Refused
from linli.store import until_settled
from linli.texts import say

from . import rules, store
from .model import Duty, Report
from .views import Reporting


def report(by: str, said: Reporting, incident: Incident, now: datetime) -> Change:
    """The initial report fulfils the duty; a supplement requires one, within the time for
    supplements.
    """
    holder = _holder(incident, said.incident)
    known = store.duties(holder.id)
    if incident.drill:
        raise Refused("drill")
    one = rules.named(known, said.duty)
    said_at = stated(said.said_at, one.since, now, "said_at")
    rules.must_fit(one, said.kind, said.channel)
    if said.kind == "supplement":
        rules.must_be_within(store.deadlines(), holder, now)
    kind: Kind = "reported" if said.kind == "first" else "supplemented"
    note = f"{one.id}: {one.to}"
    after = fact(holder, kind, now, by=by, note=note, happened_at=said_at)
    told = rules.tell(one, said_at, by, after.entries)
    report = Report(
        incident=holder.id,
        seq=after.entries,
        to=one.to,
        by=by,
        said_at=said_at,
        at=now,
        late=said_at > one.deadline,
        **said.model_dump(include={"duty", "kind", "channel", "text"}),
    )
    next_level = rules.sooner(store.deadlines(), told, known, holder.hazard_at)
    changed = [told, *next_level] if told != one else []
    writes = (store.writing(report), *map(store.keeping, changed))
    if holder.id == incident.id:
        return Change(after, writes)
    note = f"{holder.number or holder.subject}: {note}"
    seen = fact(incident, kind, now, by=by, note=note, happened_at=said_at)
    return Change(seen, writes, ((holder, after),))


def _holder(incident: Incident, name: str | None) -> Incident:
    """The incident that has the duty: this one, or one joined to it, which keeps duty and
    report.
    """
    found = (one for one in incidents.beneath(incident) if name in (None, one.id))
    if (holder := next(found, None)) is None:
        raise Refused("no-such-duty", 404)
    return holder


def overdue(pk: str, sk: str) -> None:
    """Notify once the operator and whoever is currently responsible for the community."""
    until_settled(partial(_overdue, pk, sk))


def _overdue(pk: str, sk: str) -> None:
    before = store.by_key(pk, sk)
    now = clock.now(before.community)
    late = rules.overdue(before, now)
    if late is None:
        return
    incident = incidents.incident(late.incident)
    chain = duties.chain_of(incident.community)
    last = duty.verifier(incident, chain, duties.on_duty, now)
    told = [
        notice(incident, "report-overdue", one, now, **_words(late))
        for one in dict.fromkeys((chain.operator, last))
    ]
    note = f"{late.id}: {late.to}"
    after = fact(
        incident, "report-overdue", now, note=note, happened_at=late.deadline, notices=told
    )
    incidents.save(after, store.keeping(late))


def _words(late: Duty) -> dict[str, str]:
    zh, en = (say("incidents", f"to-{late.to}", language) for language in ("zh", "en"))
    return {"duty": late.row, "to_zh": zh, "to_en": en, "due": late.deadline.isoformat()}
