"""Routes to view and handle incidents."""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from functools import partial
from typing import Annotated, Literal

from aws_lambda_powertools.event_handler.openapi.params import Path, Query

from functions.incidents import store
from functions.incidents.duty import rules as duty
from functions.incidents.duty import store as duties
from functions.incidents.model import Entry, Evidence, Incident
from functions.incidents.routes import After, api
from linli import clock, staff
from linli.anonymous import must_name_nobody
from linli.api import IdempotencyKey
from linli.auth import Caller, CallerNow
from linli.evidence import keeping
from linli.evidence.bucket import address
from linli.evidence.model import OFFERED, Offered, PhotoId
from linli.model import Fact
from linli.places import Place

from . import acts, feed, rules
from .views import (
    Acknowledgement,
    Detail,
    Feed,
    Handling,
    Incidents,
    Offer,
    Photo,
    Reopening,
    Verification,
)

IncidentId = Annotated[str, Path(pattern=r"^[0-9a-f]{26}$")]
Of = Annotated[Place, Query()]
AfterUlid = Annotated[str, Query(pattern="^(0[0-9A-HJKMNP-TV-Z]{25})?$")]  # until the year 3084


@api.get("/v1/incidents", action="list_incidents", summary="Open incidents by deadline, or closed")
def list_incidents(
    caller: CallerNow, community: Of, stage: Literal["open", "closed"] = "open", after: After = ""
) -> Incidents:
    caller.must(community)
    page = store.incidents(community, is_open=stage == "open", after=after)
    items = [one.shown() for one in page.items]
    people = (who for one in items for who in (one.assignee, one.handler, one.verifier, *one.team))
    return Incidents(items=items, next=page.next, names=staff.names(community, people))


@api.get(
    "/v1/incidents/feed",
    action="show_feed",
    summary="The feed of a community's incidents, in order",
)
def show_feed(caller: CallerNow, community: Of, after: AfterUlid = "") -> Feed:
    caller.must(community)
    found = feed.read(community, after)
    names = staff.names(community, _named(found.items))
    return found.model_copy(update={"names": names})


@api.get(
    "/v1/incidents/<incident_id>", action="show_incident", summary="An incident with its timeline"
)
def show_incident(incident_id: IncidentId, caller: CallerNow) -> Detail:
    incident = store.incident(incident_id)
    may(caller, incident)
    photos = [_photo(one) for one in store.evidence_of(incident_id) if one.sha256]
    timeline = store.timeline(incident)
    shown = incident.shown()
    people = (*_named(timeline), *shown.team, *(one.by for one in photos), shown.assignee)
    return Detail(
        **shown.model_dump(),
        timeline=timeline,
        evidence=photos,
        names=staff.names(incident.community, people),
    )


@api.post(
    "/v1/incidents/<incident_id>/acknowledgements",
    action="acknowledge_incident",
    status_code=201,
    summary="Acknowledge an incident at the level of one's notice",
)
def acknowledge_incident(
    incident_id: IncidentId, body: Acknowledgement, key: IdempotencyKey, caller: CallerNow
) -> Entry:
    return once(
        caller,
        incident_id,
        key,
        body,
        lambda incident, now: rules.acknowledge(incident, caller.id, body.level, now),
    )


@api.post(
    "/v1/incidents/<incident_id>/evidence",
    action="offer_evidence",
    status_code=201,
    summary="Get the address to upload a photograph to; it counts once it is confirmed",
)
def offer_evidence(
    incident_id: IncidentId, body: Offer, key: IdempotencyKey, caller: CallerNow
) -> Offered:
    must_name_nobody(note=body.note)
    incident = store.incident(incident_id)
    may(caller, incident)
    offered = store.offer(
        Evidence(
            id=caller.derive(key),
            incident=incident_id,
            by=caller.id,
            offered_at=clock.now(incident.community),
            until=datetime.now(UTC) + OFFERED,
            **body.model_dump(),
        ),
        caller.digest(body, incident_id),
    )
    return keeping.offer(offered)


@api.post(
    "/v1/incidents/<incident_id>/evidence/<evidence_id>/confirmations",
    action="confirm_evidence",
    status_code=201,
    summary="Confirm the uploaded photograph; it is kept without location and comments",
)
def confirm_evidence(
    incident_id: IncidentId, evidence_id: Annotated[PhotoId, Path()], caller: CallerNow
) -> Photo:
    may(caller, store.incident(incident_id))
    offered = partial(store.evidence, incident_id, evidence_id)
    return _photo(keeping.confirm(offered, store.confirm))


@api.post(
    "/v1/incidents/<incident_id>/handlings",
    action="handle_incident",
    status_code=201,
    summary="Record the handling of an incident, with evidence",
)
def handle_incident(
    incident_id: IncidentId, body: Handling, key: IdempotencyKey, caller: CallerNow
) -> Entry:
    must_name_nobody(note=body.note)

    def handled(incident: Incident, now: datetime) -> Incident:
        photos, chain = store.evidence_of(incident_id), duties.chain_of(incident.community)
        theirs = rules.handlers(incident, store.beneath(incident))
        tell = duty.verifier(incident, chain, duties.on_duty, now, theirs)
        return rules.handle(incident, caller.id, body.note, photos, body.evidence, now, tell=tell)

    return once(caller, incident_id, key, body, handled)


@api.post(
    "/v1/incidents/<incident_id>/verifications",
    action="verify_incident",
    status_code=201,
    summary="Verify that the hazard is gone: by another person, and the sensor must agree",
)
def verify_incident(
    incident_id: IncidentId, body: Verification, key: IdempotencyKey, caller: CallerNow
) -> Entry:
    must_name_nobody(note=body.note)
    return once(
        caller,
        incident_id,
        key,
        body,
        lambda incident, now: rules.verify(
            incident, caller.id, body.note, now, store.beneath(incident)
        ),
    )


@api.post(
    "/v1/incidents/<incident_id>/reopenings",
    action="reopen_incident",
    status_code=201,
    summary="Send a hazard back that was not repaired, or whose assignee cannot continue",
)
def reopen_incident(
    incident_id: IncidentId, body: Reopening, key: IdempotencyKey, caller: CallerNow
) -> Entry:
    must_name_nobody(reason=body.reason)
    return once(
        caller,
        incident_id,
        key,
        body,
        lambda incident, now: rules.reopen(incident, caller.id, body.reason, now),
    )


def once(
    caller: Caller,
    incident_id: str,
    key: str,
    body: Fact,
    decide: Callable[[Incident, datetime], acts.Decided],
) -> Entry:
    """Apply an act of an authorized caller; a repeated request gets the same fact."""
    request = caller.request(key, body, incident_id)
    return acts.once(incident_id, request, partial(may, caller), decide)


def may(caller: Caller, incident: Incident) -> None:
    caller.must(incident, assignee=incident.assignee, handler=incident.handler)


def _named(facts: Iterable[Entry]) -> Iterator[str | None]:
    return (who for fact in facts for who in (fact.by, fact.assignee))


def _photo(one: Evidence) -> Photo:
    return Photo(
        id=one.id,
        by=one.by,
        note=one.note,
        offered_at=one.offered_at,
        sha256=str(one.sha256),
        address=address(str(one.key)),
    )
