"""The route of arrivals."""

from functions.incidents import store
from functions.incidents.handling import acts
from functions.incidents.handling.api import IncidentId, may
from functions.incidents.model import Incident, Shown
from functions.incidents.routes import api
from linli import clock
from linli.auth import CallerNow

from . import rules
from .views import Arriving


@api.post(
    "/v1/incidents/<incident_id>/arrivals",
    action="arrive_incident",
    status_code=201,
    summary="Record the time of one's arrival at the incident; idempotent",
)
def arrive_incident(incident_id: IncidentId, body: Arriving, caller: CallerNow) -> Shown:
    def arrived(incident: Incident) -> Incident | None:
        may(caller, incident)
        return rules.arrive(incident, caller.id, body, clock.now(incident.community))

    may(caller, store.incident(incident_id))
    acts.change(incident_id, arrived)
    return store.incident(incident_id).shown()
