"""Routes for working together on an incident, and for handing over a shift."""

from datetime import datetime
from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Path, Query

from functions.incidents.duty import rules as duty
from functions.incidents.duty import store as duties
from functions.incidents.handling.api import IncidentId, once
from functions.incidents.model import Entry, Incident
from functions.incidents.routes import After, api
from linli import clock, staff
from linli.anonymous import must_name_nobody
from linli.api import IdempotencyKey
from linli.auth import CallerNow
from linli.errors import Refused
from linli.places import Community

from . import acts, notes, rules, store
from .model import Relief
from .views import Comment, Help, Offering, Reassignment, Reliefs, Shift

ReliefId = Annotated[str, Path(pattern=r"^[0-9a-f]{26}$")]
Of = Annotated[Community, Query()]


@api.post(
    "/v1/incidents/<incident_id>/reassignments",
    action="reassign_incident",
    status_code=201,
    summary="Reassign an incident to another person, who must acknowledge it",
)
def reassign_incident(
    incident_id: IncidentId, body: Reassignment, key: IdempotencyKey, caller: CallerNow
) -> Entry:
    must_name_nobody(reason=body.reason)

    def reassigned(incident: Incident, now: datetime) -> Incident:
        acts.must_serve(body.to, incident.grid or incident.community, "/body/to")
        chain = duties.chain_of(incident.community)
        allowed = duty.allowed(duties.times(), chain, incident.priority, incident.category, now)
        return rules.reassign(incident, caller.id, body.to, body.reason, allowed, now)

    return once(caller, incident_id, key, body, reassigned)


@api.post(
    "/v1/incidents/<incident_id>/helps",
    action="ask_help",
    status_code=201,
    summary="Ask a person, or the operator, for help with an incident",
)
def ask_help(incident_id: IncidentId, body: Help, key: IdempotencyKey, caller: CallerNow) -> Entry:
    must_name_nobody(reason=body.reason)

    def asked(incident: Incident, now: datetime) -> Incident:
        if body.person:
            acts.must_serve(body.person, incident.grid or incident.community, "/body/person")
        return rules.ask_help(incident, caller.id, body.person, body.reason, now)

    return once(caller, incident_id, key, body, asked)


@api.post(
    "/v1/incidents/<incident_id>/comments",
    action="comment_incident",
    status_code=201,
    summary="Add a comment to an incident's timeline",
)
def comment_incident(
    incident_id: IncidentId, body: Comment, key: IdempotencyKey, caller: CallerNow
) -> Entry:
    must_name_nobody(text=body.text)
    return once(
        caller,
        incident_id,
        key,
        body,
        lambda incident, now: rules.comment(incident, caller.id, body.text, now),
    )


@api.post(
    "/v1/incidents/reliefs",
    action="offer_relief",
    status_code=201,
    summary="Offer the open incidents of a shift to the next person",
)
def offer_relief(body: Offering, key: IdempotencyKey, caller: CallerNow) -> Relief:
    caller.must(body.community)
    must_name_nobody(note=body.note)
    if body.to == caller.id:
        raise Refused("already-assigned")
    acts.must_serve(body.to, body.community, "/body/to")
    now = clock.now(body.community)
    found = store.open_of(body.community, caller.id)
    relief = Relief(
        id=caller.derive(key),
        by=caller.id,
        incidents=tuple(one.id for one in found),
        offered_at=now,
        **body.model_dump(),
    )
    return store.offer(relief, (notes.offered(relief, now),), caller.digest(body))


@api.get(
    "/v1/incidents/reliefs",
    action="list_reliefs",
    summary="Shifts handed over or offered, latest first",
)
def list_reliefs(community: Of, caller: CallerNow, after: After = "") -> Reliefs:
    caller.must(community)
    page = store.reliefs(community, after)
    people = (who for one in page.items for who in (one.by, one.to))
    return Reliefs(items=page.items, next=page.next, names=staff.names(community, people))


@api.get(
    "/v1/incidents/shift",
    action="show_shift",
    summary="The start of a shift: the note of the person before, and the caller's incidents",
)
def show_shift(community: Of, caller: CallerNow) -> Shift:
    caller.must(community)
    relief = rules.last(store.reliefs(community, "").items, caller.id)
    return Shift(
        relief=relief,
        note=relief.note if relief else "",
        open=len(store.open_of(community, caller.id)),
        names=staff.names(community, [relief.by] if relief else []),
    )


@api.get("/v1/incidents/reliefs/<relief_id>", action="show_relief", summary="An offered shift")
def show_relief(relief_id: ReliefId, caller: CallerNow) -> Relief:
    relief = store.relief(relief_id)
    caller.must(relief)
    return relief


@api.post(
    "/v1/incidents/reliefs/<relief_id>/acceptances",
    action="accept_relief",
    status_code=201,
    summary="Accept the incidents of an offered shift",
)
def accept_relief(relief_id: ReliefId, caller: CallerNow) -> Relief:
    caller.must(store.relief(relief_id))
    return acts.accept(relief_id, caller.id)


@api.post(
    "/v1/incidents/reliefs/<relief_id>/withdrawals",
    action="withdraw_relief",
    status_code=201,
    summary="Withdraw the offer of a shift that nobody has accepted yet",
)
def withdraw_relief(relief_id: ReliefId, caller: CallerNow) -> Relief:
    caller.must(store.relief(relief_id))
    return acts.withdraw(relief_id, caller.id)
