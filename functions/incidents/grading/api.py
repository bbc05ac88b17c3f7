"""Routes for facts and grades of an incident, and for the statutory rules."""

from datetime import datetime
from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query

from functions.incidents import store as incidents
from functions.incidents.handling import acts as handling
from functions.incidents.handling.api import IncidentId, may, once
from functions.incidents.model import Entry, Incident
from functions.incidents.routes import api
from linli.anonymous import must_name_nobody
from linli.api import IdempotencyKey
from linli.auth import CallerNow
from linli.errors import Invalid
from linli.places import Community

from . import acts, store
from .views import (
    Categories,
    CategoryRule,
    Facts,
    GradeRule,
    Grades,
    Grading,
    Stating,
    verified,
)

Of = Annotated[Community, Query()]


@api.get(
    "/v1/incidents/categories",
    action="list_categories",
    summary="The kinds of events, and the table by which each is graded",
)
def list_categories(caller: CallerNow, community: Of) -> Categories:
    caller.must(community)
    rows = (row for one in store.tables().categories.values() for row in one.rows)
    return Categories(items=[CategoryRule(**r.model_dump(), verified=verified(r)) for r in rows])


@api.get(
    "/v1/incidents/grades",
    action="list_grades",
    summary="The numbers by which the law grades events, with sources and dates",
)
def list_grades(caller: CallerNow, community: Of) -> Grades:
    caller.must(community)
    rows = store.tables().grades
    return Grades(items=[GradeRule(**r.model_dump(), verified=verified(r)) for r in rows])


@api.get(
    "/v1/incidents/<incident_id>/facts",
    action="list_facts",
    summary="The figures by which the law grades, with all statements",
)
def list_facts(incident_id: IncidentId, caller: CallerNow) -> Facts:
    incident = incidents.incident(incident_id)
    may(caller, incident)
    shown = incident.model_dump(include=set(Facts.model_fields))
    return Facts(**shown, statements=store.statements(incident_id))


@api.post(
    "/v1/incidents/<incident_id>/facts",
    action="state_facts",
    status_code=201,
    summary="State new figures with a reason; the grade follows by the rules",
)
def state_facts(
    incident_id: IncidentId, body: Stating, key: IdempotencyKey, caller: CallerNow
) -> Entry:
    must_name_nobody(**body.model_dump(include={"reason", "access", "measures"}))
    if not (body.figures().model_dump(exclude_none=True) or body.access or body.measures):
        raise Invalid("nothing-said", "/body")

    def decide(incident: Incident, now: datetime) -> handling.Change:
        return acts.state(caller.id, body, incident, now)

    return once(caller, incident_id, key, body, decide)


@api.post(
    "/v1/incidents/<incident_id>/grades",
    action="grade_incident",
    status_code=201,
    summary="Grade an incident by hand, with a reason; the grade by the rules remains beside it",
)
def grade_incident(
    incident_id: IncidentId, body: Grading, key: IdempotencyKey, caller: CallerNow
) -> Entry:
    must_name_nobody(reason=body.reason)

    def decide(incident: Incident, now: datetime) -> handling.Change:
        return acts.by_person(caller.id, body.grade, body.reason, incident, now)

    return once(caller, incident_id, key, body, decide)
