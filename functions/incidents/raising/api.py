"""The route by which a person raises an incident."""

from functions.incidents import store
from functions.incidents.grading import store as grading
from functions.incidents.handling import acts
from functions.incidents.model import Shown
from functions.incidents.routes import api
from linli import clock
from linli.api import IdempotencyKey
from linli.auth import CallerNow

from . import deciding
from .views import Raising


@api.post(
    "/v1/incidents",
    action="raise_incident",
    status_code=201,
    summary="Raise an incident by hand",
)
def raise_incident(body: Raising, key: IdempotencyKey, caller: CallerNow) -> Shown:
    caller.must(body.grid or body.community)
    now = clock.now(body.community)
    deciding.must_fit(grading.tables().categories, body, now)
    raised = deciding.raise_by_hand(body, caller.derive(key), caller.id, now)
    incident = store.raised(raised, caller.digest(body)).incident
    if incident.stage == "raised":
        acts.drive(incident, anew=True)
    return incident.shown()
