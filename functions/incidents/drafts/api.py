"""Routes of drafts and handover sheets. A person sends them; Linli records that it was done."""

from datetime import datetime
from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query

from functions.incidents import contacts
from functions.incidents import store as incidents
from functions.incidents.duty import store as duties
from functions.incidents.grading import acts as grading
from functions.incidents.grading import rules as grading_rules
from functions.incidents.grading import store as grading_store
from functions.incidents.handling.api import IncidentId, may, once
from functions.incidents.model import Entry, Incident
from functions.incidents.moments import stated
from functions.incidents.news import fact
from functions.incidents.records import acts as records
from functions.incidents.reports import rules as reports_rules
from functions.incidents.reports import store as reports
from functions.incidents.routes import api
from linli import clock
from linli.anonymous import must_name_nobody
from linli.api import IdempotencyKey
from linli.auth import CallerNow
from linli.errors import Invalid, Refused
from linli.texts import say

from . import homes, places, report, sheet, wording
from .views import Draft, HandingOver, Service, Sheet

PURPOSE = "incident"
To = Annotated[Service, Query()]
Which = Annotated[str, Query(pattern=r"^([A-Z][A-Za-z0-9-]{1,40}(@[0-9]{6})?)?$")]


@api.get(
    "/v1/incidents/<incident_id>/reports/draft",
    action="draft_report",
    summary="The draft of a report for the most urgent duty, for a person to correct and send",
)
def draft_report(incident_id: IncidentId, caller: CallerNow, duty: Which = "") -> Draft:
    incident = incidents.incident(incident_id)
    may(caller, incident)
    if incident.drill:
        raise Refused("drill")
    one = reports_rules.named(reports.duties(incident_id), duty)
    found, now = _found(incident), clock.now(incident.community)
    return report.draft(incident, one, say("incidents", f"to-{one.to}", "zh"), found, now)


@api.get(
    "/v1/incidents/<incident_id>/handover-sheet",
    action="show_handover_sheet",
    purpose=True,
    summary="The present situation for the fire service, an ambulance or the police, with contacts",
)
def show_handover_sheet(incident_id: IncidentId, caller: CallerNow, to: To = "119") -> Sheet:
    incident = incidents.incident(incident_id)
    may(caller, incident)
    found = _found(incident)
    people = sheet.people(incident, found.operator)
    reached = contacts.contacts(incident.community, people, caller.id, caller.purpose)
    now, known = clock.now(incident.community), homes.placed(incident, caller.id, caller.purpose)
    return sheet.sheet(known, to, found._replace(reached=reached), now)


@api.post(
    "/v1/incidents/<incident_id>/handover-sheet",
    action="record_handover",
    status_code=201,
    summary="Record a handover to the fire service, an ambulance or the police",
)
def record_handover(
    incident_id: IncidentId, body: HandingOver, key: IdempotencyKey, caller: CallerNow
) -> Entry:
    must_name_nobody(note=body.note)

    def decide(incident: Incident, now: datetime) -> Incident:
        said_at = stated(body.said_at, incident.hazard_at, now, "said_at")
        _must_be_confirmed(incident, body, caller.id, now)
        note = wording.headed(incident, f"{body.to} {body.channel}: {body.note}")
        return fact(incident, "handed-over", now, by=caller.id, note=note, happened_at=said_at)

    return once(caller, incident_id, key, body, decide)


def _must_be_confirmed(incident: Incident, body: HandingOver, by: str, now: datetime) -> None:
    """A written sheet must have been read by a person in its current version."""
    if body.confirms is None and body.channel != "phone":
        raise Invalid("confirm-first", "/body/confirms")
    if body.confirms:
        known = homes.placed(incident, by, PURPOSE)
        said = sheet.sheet(known, body.to, _found(incident), now)
        if said.version != body.confirms:
            raise Refused("sheet-changed")


def _found(incident: Incident) -> sheet.Found:
    rows, at = grading_store.tables().categories, incident.hazard_at
    return sheet.Found(
        area=places.area(incident),
        category=grading_rules.category_of(rows, incident.category, at),
        figures=grading.known(incident),
        facts=incidents.timeline(incident),
        statements=grading_store.statements(incident.id),
        operator=incident.operator or duties.chain_of(incident.community).operator,
        records=records.count(incident),
    )
