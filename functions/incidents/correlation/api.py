"""Routes for incidents that belong together."""

from datetime import datetime
from functools import partial
from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Path

from functions.incidents import store
from functions.incidents.duty import rules as duty
from functions.incidents.duty import store as duties
from functions.incidents.handling import acts
from functions.incidents.handling import rules as handling
from functions.incidents.model import Entry, Incident
from functions.incidents.routes import After, api
from linli.anonymous import must_name_nobody
from linli.api import IdempotencyKey
from linli.auth import Caller, CallerNow
from linli.errors import Forbidden, NotFound, Refusal

from . import merging, pages, parting
from .views import (
    Acknowledgements,
    Hazards,
    IncidentId,
    Item,
    Joining,
    Outcome,
    Outcomes,
    Parting,
)

Id = Annotated[IncidentId, Path()]


@api.get(
    "/v1/incidents/<incident_id>/hazards",
    action="list_incident_hazards",
    summary="All hazards of an incident, each with its sensor",
)
def list_incident_hazards(incident_id: Id, caller: CallerNow, after: After = "") -> Hazards:
    incident = store.incident(incident_id)
    caller.must(incident)
    return pages.read(incident, after)


@api.post(
    "/v1/incidents/<incident_id>/partings",
    action="part_incident",
    status_code=201,
    summary="Part a hazard from an incident: it becomes an incident of its own",
)
def part_incident(incident_id: Id, body: Parting, key: IdempotencyKey, caller: CallerNow) -> Entry:
    must_name_nobody(reason=body.reason)
    request = caller.request(key, body, incident_id)
    return acts.once(
        incident_id,
        request,
        caller.must,
        lambda root, now: parting.part(root, body.hazard_id, caller.id, body.reason, now),
    )


@api.post(
    "/v1/incidents/<incident_id>/joins",
    action="join_incidents",
    status_code=201,
    summary="Join another incident about the same: this one continues for both",
)
def join_incidents(incident_id: Id, body: Joining, key: IdempotencyKey, caller: CallerNow) -> Entry:
    must_name_nobody(reason=body.reason)

    def joined(into: Incident, now: datetime) -> acts.Change:
        other = store.incident(body.incident)
        caller.must(other)
        chain = duties.chain_of(into.community)
        allowed = duty.allowed(duties.times(), chain, other.priority, other.category, now)
        after, ended = merging.merge(into, other, caller.id, body.reason, allowed, now)
        return acts.Change(after, (), ((other, ended),))

    request = caller.request(key, body, incident_id)
    return acts.once(incident_id, request, caller.must, joined)


@api.post(
    "/v1/incidents/acknowledgements",
    action="acknowledge_incidents",
    summary="Acknowledge several incidents at once; each has its own outcome",
)
def acknowledge_incidents(
    body: Acknowledgements, key: IdempotencyKey, caller: CallerNow
) -> Outcomes:
    """Refused as a whole if the caller may see none of them."""
    must_name_nobody(reason=body.reason)
    found = [_acknowledge(caller, key, one, body.reason) for one in body.items]
    refusals = [refusal for _, refusal in found if isinstance(refusal, Forbidden | NotFound)]
    if len(refusals) == len(found):
        raise next((one for one in refusals if isinstance(one, Forbidden)), refusals[0])
    return Outcomes(items=[outcome for outcome, _ in found])


def _acknowledge(
    caller: Caller, key: str, item: Item, reason: str
) -> tuple[Outcome, Refusal | None]:
    request = caller.request(key, item, reason)
    take = partial(_taken, by=caller.id, level=item.level, reason=reason)
    try:
        fact = acts.once(item.incident, request, caller.must, take)
    except Refusal as refusal:
        return Outcome(incident=item.incident, outcome=refusal.code), refusal
    return Outcome(incident=item.incident, outcome="taken", fact=fact), None


def _taken(incident: Incident, now: datetime, *, by: str, level: int, reason: str) -> Incident:
    return handling.acknowledge(incident, by, level, now, note=reason)
