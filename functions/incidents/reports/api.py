"""Routes for duties to report, and reports made."""

from datetime import datetime
from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query

from functions.incidents import store as incidents
from functions.incidents.handling import acts as handling
from functions.incidents.handling.api import IncidentId, may, once
from functions.incidents.model import Entry, Incident
from functions.incidents.routes import api
from functions.incidents.statutory import VERIFIED
from linli.anonymous import must_name_nobody
from linli.api import IdempotencyKey
from linli.auth import CallerNow
from linli.places import Community

from . import acts, rules, store
from .views import DeadlineRule, Deadlines, Reporting, Reports

Of = Annotated[Community, Query()]


@api.get(
    "/v1/incidents/deadlines",
    action="list_deadlines",
    summary="Who must be informed within how many minutes, with sources and dates",
)
def list_deadlines(caller: CallerNow, community: Of) -> Deadlines:
    caller.must(community)
    rows = store.deadlines()
    items = [DeadlineRule(**row.model_dump(), verified=row.mark == VERIFIED) for row in rows]
    return Deadlines(items=items)


@api.get(
    "/v1/incidents/<incident_id>/reports",
    action="list_reports",
    summary="Who must be informed of an incident by when, and the reports made",
)
def list_reports(incident_id: IncidentId, caller: CallerNow) -> Reports:
    incident = incidents.incident(incident_id)
    may(caller, incident)
    ids = [one.id for one in incidents.beneath(incident)]
    duties = rules.in_order(duty for one in ids for duty in store.duties(one).values())
    reports = [report for one in ids for report in store.reports(one)]
    return Reports(drill=incident.drill, duties=duties, reports=reports)


@api.post(
    "/v1/incidents/<incident_id>/reports",
    action="record_report",
    status_code=201,
    summary="Record that somebody was informed, or informed further; immutable",
)
def record_report(
    incident_id: IncidentId, body: Reporting, key: IdempotencyKey, caller: CallerNow
) -> Entry:
    must_name_nobody(text=body.text)

    def decide(incident: Incident, now: datetime) -> handling.Change:
        return acts.report(caller.id, body, incident, now)

    return once(caller, incident_id, key, body, decide)
