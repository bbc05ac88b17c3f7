"""Routes for personal data of an emergency. Every access is logged."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from typing import cast

from functions.incidents import store as incidents
from functions.incidents.handling import acts as handling
from functions.incidents.handling.api import IncidentId, may, once
from functions.incidents.model import Entry, Incident
from functions.incidents.reports import store as rows
from functions.incidents.routes import After, api
from linli import seal
from linli.anonymous import must_name_nobody
from linli.api import IdempotencyKey
from linli.auth import Caller, CallerNow
from linli.purposes import Purpose
from linli.request import Request

from . import acts, rules, store
from .model import Look, Person, Record
from .views import Looks, Records, Reviewing, Seen

PAGE = 50


@api.post(
    "/v1/incidents/<incident_id>/records",
    action="record_person",
    purpose=True,
    status_code=201,
    summary="Record a person affected by an emergency and their needs; destroyed at its end",
)
def record_person(
    incident_id: IncidentId, body: Person, key: IdempotencyKey, caller: CallerNow
) -> Entry:
    may(caller, incidents.incident(incident_id))  # before KMS is called
    digest = seal.index(caller.digest(body, incident_id))
    request = Request(caller.derive(key), digest)
    return acts.take(incident_id, request, body, caller.id, partial(may, caller))


@api.get(
    "/v1/incidents/<incident_id>/records",
    action="list_records",
    purpose=True,
    summary="The people affected by an emergency and their needs; the access is recorded",
)
def list_records(incident_id: IncidentId, caller: CallerNow, after: After = "") -> Records:
    incident = incidents.incident(incident_id)
    may(caller, incident)
    rules.must_go_on(incident)
    page = acts.page(acts.keepings(incident), after, PAGE)
    found = [one for one in page if one.destroyed_at is None]
    _trace(caller, incident_id, found)
    items = [
        Seen(**store.person(one).model_dump(), **one.model_dump(include={"id", "by", "at"}))
        for one in found
    ]
    last = page[-1] if len(page) == PAGE else None
    return Records(items=items, next=f"{last.incident}.{last.id}" if last else None)


@api.post(
    "/v1/incidents/<incident_id>/records/reviews",
    action="review_records",
    status_code=201,
    summary="Extend the retention of an emergency's personal data, with a reason, once and briefly",
)
def review_records(
    incident_id: IncidentId, body: Reviewing, key: IdempotencyKey, caller: CallerNow
) -> Entry:
    must_name_nobody(reason=body.reason)

    def decide(incident: Incident, now: datetime) -> handling.Change:
        return acts.review(caller.id, body.reason, body.days, incident, now)

    return once(caller, incident_id, key, body, decide)


@api.get(
    "/v1/incidents/<incident_id>/records/looks",
    action="list_looks",
    summary="Who looked at an incident's personal data, and when those are or were deleted",
)
def list_looks(incident_id: IncidentId, caller: CallerNow, after: After = "") -> Looks:
    incident = incidents.incident(incident_id)
    may(caller, incident)
    page, keepings = store.looks(incident_id, after, PAGE), acts.keepings(incident)
    kept, whole = [one for one in keepings if one.is_kept], acts.root(incident)
    ends = [rules.end(rows.deadlines(), one, whole) for one in kept]
    last = max((one for one in ends if one), default=None)
    gone = {one.destroyed_at: one.rule for one in keepings if one.destroyed_at and not kept}
    return Looks(
        items=page,
        next=page[-1].id if len(page) == PAGE else None,
        count=sum(one.count for one in kept),
        reviewed=next((one.reviewed for one in keepings if one.reviewed), None),
        destroy_at=last.at if last else None,
        destroyed_at=max(gone, default=None),
        rule=last.rule if last else gone[max(gone)] if gone else None,
    )


def _trace(caller: Caller, incident_id: str, found: Sequence[Record]) -> None:
    """Logged with each incident whose data are shown, so that the log stays with it if it is
    parted.
    """
    seen = Counter(one.incident for one in found)
    seen[incident_id] = len(found)
    store.trace(
        *(
            Look(
                id=store.new_id(),
                incident=name,
                by=caller.id,
                purpose=cast(Purpose, caller.purpose),
                records=number,
                at=datetime.now(UTC),
            )
            for name, number in seen.items()
        )
    )
