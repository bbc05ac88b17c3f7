"""Routes of the hazard ledger for staff."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Any, Literal

from aws_lambda_powertools.event_handler.openapi.params import Path, Query

from functions.facilities.model import Kind
from functions.facilities.photos import rules as photo_rules
from functions.facilities.photos import store as photo_store
from functions.facilities.photos.model import Photo, Proof
from functions.facilities.routes import After, api
from linli import feed, members
from linli.anonymous import must_name_nobody
from linli.api import IdempotencyKey
from linli.auth import Caller, CallerNow
from linli.errors import Invalid
from linli.model import Fact
from linli.places import Place
from linli.store import Write

from . import acts, entries, rules, showing, store
from .finding import NUMBERS
from .model import HazardId, LedgerEntry, LedgerFact
from .news import Around
from .views import (
    Assignment,
    Closing,
    Detail,
    Entries,
    Inspected,
    LedgerFeed,
    Other,
    Rejection,
    Repair,
    Verification,
)

Id = Annotated[HazardId, Path()]
Of = Annotated[Place, Query()]
AfterUlid = Annotated[str, Query(pattern=feed.PATTERN)]
REPAIR = ("grid_worker", "property_manager")  # roles that it may be assigned to
BASE = "/v1/facilities/hazards/<hazard_id>"


@api.get(
    "/v1/facilities/ledger",
    action="list_ledger",
    summary="The hazards of a community by deadline; or the closed ones, latest first",
)
def list_ledger(
    caller: CallerNow,
    community: Of,
    state: Literal["open", "closed"] = "open",
    kind: Annotated[Kind | None, Query()] = None,
    after: After = "",
) -> Entries:
    caller.must(community)
    page = store.ledger(community, is_open=state == "open", kind=kind, after=after)
    return Entries(items=[one.shown() for one in page.items], next=page.next)


@api.get(
    "/v1/facilities/feed",
    action="show_ledger_feed",
    summary="The feed of a community's hazards, in order",
)
def show_ledger_feed(caller: CallerNow, community: Of, after: AfterUlid = "") -> LedgerFeed:
    caller.must(community)
    return showing.feed(community, after)


@api.get(BASE, action="show_hazard", summary="A hazard, who found it, and possible duplicates")
def show_hazard(hazard_id: Id, caller: CallerNow) -> Detail:
    entry = store.entry(hazard_id)
    _may(caller, entry)
    return showing.detail(entry)


@api.post(
    f"{BASE}/assignments",
    action="assign_hazard",
    status_code=201,
    summary="Assign the repair to a person",
)
def assign_hazard(
    hazard_id: Id, body: Assignment, key: IdempotencyKey, caller: CallerNow
) -> LedgerFact:
    def decide(entry: LedgerEntry, _: Around, now: datetime) -> LedgerEntry:
        if not members.holds(body.assignee, REPAIR, entry.grid or entry.community):
            raise Invalid("nobody-here", "/body/assignee")
        return rules.assign(entry, caller.id, body.assignee, now, stopped=body.stopped)

    return _once(caller, hazard_id, key, body, decide)


@api.post(
    f"{BASE}/repairs",
    action="repair_hazard",
    status_code=201,
    summary="Record a repair, with a photograph and its cost",
)
def repair_hazard(
    hazard_id: Id, body: Repair, key: IdempotencyKey, caller: CallerNow
) -> LedgerFact:
    must_name_nobody(note=body.note)
    photos = photo_store.photos(body.photos)

    def decide(entry: LedgerEntry, around: Around, now: datetime) -> LedgerEntry:
        proofs = photo_rules.proofs(photos, body.photos, caller.id, entry.since)
        verify = NUMBERS["verify"].span(now)
        how: dict[str, Any] = {"around": around, "verify": verify}
        return rules.repair(entry, caller.id, body.note, proofs, body.cost, now, **how)

    return _once(caller, hazard_id, key, body, decide, _photos(photos))


@api.post(
    f"{BASE}/verifications",
    action="verify_hazard",
    status_code=201,
    summary="State whether a hazard is gone; nobody verifies their own repair",
)
def verify_hazard(
    hazard_id: Id, body: Verification, key: IdempotencyKey, caller: CallerNow
) -> LedgerFact:
    must_name_nobody(note=body.note)

    def decide(entry: LedgerEntry, around: Around, now: datetime) -> LedgerEntry:
        if not body.gone:
            promised = entries.again(NUMBERS, entry, now)
            return rules.give_back(entry, caller.id, body.note, now, promised)
        close = NUMBERS["close"].span(now)
        return rules.verify(entry, caller.id, body.note, now, around=around, close=close)

    return _once(caller, hazard_id, key, body, decide)


@api.post(
    f"{BASE}/closures",
    action="close_hazard",
    status_code=201,
    summary="Close a hazard that is gone",
)
def close_hazard(
    hazard_id: Id, body: Closing, key: IdempotencyKey, caller: CallerNow
) -> LedgerFact:
    must_name_nobody(**body.model_dump(exclude_none=True))

    def decide(entry: LedgerEntry, around: Around, now: datetime) -> LedgerEntry:
        fault = body.sensor_fault
        return rules.close(entry, caller.id, body.note, now, around=around, sensor_fault=fault)

    return _once(caller, hazard_id, key, body, decide)


@api.post(
    f"{BASE}/rejections",
    action="reject_hazard",
    status_code=201,
    summary="Reject a hazard with a reason; its reporters are notified",
)
def reject_hazard(
    hazard_id: Id, body: Rejection, key: IdempotencyKey, caller: CallerNow
) -> LedgerFact:
    must_name_nobody(reason=body.reason)
    return _once(
        caller,
        hazard_id,
        key,
        body,
        lambda entry, around, now: rules.reject(entry, caller.id, body.reason, now, around=around),
    )


@api.post(
    f"{BASE}/inspections",
    action="inspect_hazard",
    status_code=201,
    summary="State whether a hazard found by people and led by an incident is gone",
)
def inspect_hazard(
    hazard_id: Id, body: Inspected, key: IdempotencyKey, caller: CallerNow
) -> LedgerFact:
    must_name_nobody(note=body.note)
    photos = photo_store.photos(body.photos)

    def decide(entry: LedgerEntry, _: Around, now: datetime) -> LedgerEntry:
        proofs = photo_rules.proofs(photos, body.photos, caller.id)
        return rules.inspected(entry, caller.id, body.note, proofs, now, gone=body.gone)

    return _once(caller, hazard_id, key, body, decide, _photos(photos))


@api.post(
    f"{BASE}/joins",
    action="join_hazard",
    status_code=201,
    summary="Join a duplicate hazard",
)
def join_hazard(hazard_id: Id, body: Other, key: IdempotencyKey, caller: CallerNow) -> LedgerFact:
    request = caller.request(key, body, hazard_id)
    return acts.join(hazard_id, body.hazard_id, request, lambda one: _may(caller, one), caller.id)


@api.post(
    f"{BASE}/partings",
    action="part_hazard",
    status_code=201,
    summary="Part a joined hazard",
)
def part_hazard(hazard_id: Id, body: Other, key: IdempotencyKey, caller: CallerNow) -> LedgerFact:
    request = caller.request(key, body, hazard_id)
    return acts.part(hazard_id, body.hazard_id, request, lambda one: _may(caller, one), caller.id)


def _once(
    caller: Caller,
    hazard_id: str,
    key: str,
    body: Fact,
    decide: acts.Decide,
    also: acts.Also = lambda _: (),
) -> LedgerFact:
    request = caller.request(key, body, hazard_id)
    return acts.once(hazard_id, request, lambda one: _may(caller, one), decide, also)


def _photos(photos: dict[str, Photo]) -> acts.Also:
    """The writes that assign the shown photographs to this hazard."""

    def writes(entry: LedgerEntry) -> Iterable[Write]:
        shown: tuple[Proof, ...] = entry.news.facts[-1].photos if entry.news else ()
        return photo_store.belong(photos, shown, entry.id)

    return writes


def _may(caller: Caller, entry: LedgerEntry) -> None:
    caller.must(entry, assignee=entry.assignee)
