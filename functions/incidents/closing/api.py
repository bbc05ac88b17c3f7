"""The route by which an incident is closed."""

from datetime import datetime

from functions.incidents.correlation.finding import beneath
from functions.incidents.handling import acts
from functions.incidents.handling import rules as handling
from functions.incidents.handling.api import IncidentId, once
from functions.incidents.lessons import acts as lessons
from functions.incidents.model import Entry, Incident
from functions.incidents.reports import store as reports
from functions.incidents.reports.rules import must_name_nobody
from functions.incidents.routes import api
from linli.api import IdempotencyKey
from linli.auth import CallerNow

from . import rules
from .views import Closure


@api.post(
    "/v1/incidents/<incident_id>/closures",
    action="close_incident",
    status_code=201,
    summary="Close a verified incident with its lesson, and a reason if a report was not made",
)
def close_incident(
    incident_id: IncidentId, body: Closure, key: IdempotencyKey, caller: CallerNow
) -> Entry:
    must_name_nobody(lesson=body.lesson, unreported=body.unreported or "")

    def closed(incident: Incident, now: datetime) -> acts.Change:
        due = (duty for one in beneath(incident) for duty in reports.duties(one.id).values())
        left = rules.undone(due)
        note = rules.note(body.lesson, left, body.unreported)
        after = handling.close(incident, caller.id, body.lesson, now, note=note)
        rules.must_be_reported(left, body.unreported)
        return acts.Change(after, lessons.counted(after))

    return once(caller, incident_id, key, body, closed)
