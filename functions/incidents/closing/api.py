"""The route by which an incident is closed."""

from datetime import datetime

from functions.incidents import store, tally
from functions.incidents.handling import acts
from functions.incidents.handling import rules as handling
from functions.incidents.handling.api import IncidentId, once
from functions.incidents.lessons import acts as lessons
from functions.incidents.model import Entry, Incident
from functions.incidents.reports import store as reports
from functions.incidents.routes import api
from linli.anonymous import must_name_nobody
from linli.api import IdempotencyKey
from linli.auth import CallerNow

from . import rules
from .views import Closure


@api.post(
    "/v1/incidents/<incident_id>/closures",
    action="close_incident",
    status_code=201,
    summary="Close a verified incident with its lesson, or one whose sensor is out of order",
)
def close_incident(
    incident_id: IncidentId, body: Closure, key: IdempotencyKey, caller: CallerNow
) -> Entry:
    must_name_nobody(**body.model_dump(exclude_none=True))

    def closed(incident: Incident, now: datetime) -> acts.Change:
        every = list(store.beneath(incident))
        left = rules.undone(duty for one in every for duty in reports.duties(one.id).values())
        fault = body.sensor_fault
        note = rules.note(body.lesson, left, body.unreported, fault)
        after = handling.close(
            incident, caller.id, body.lesson, now, every, note=note, sensor_fault=fault
        )
        if fault:
            rules.must_be_sensed(
                hazard for one in every for hazard in (tally.lead(one), *store.members(one.id))
            )
        rules.must_be_reported(left, body.unreported)
        return acts.Change(after, lessons.counted(after))

    return once(caller, incident_id, key, body, closed)
