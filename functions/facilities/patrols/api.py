"""Routes of patrols: begin, checks, end. All can be sent later by an offline phone."""

from datetime import UTC, datetime, timedelta
from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Path, Query

from functions.facilities.ledger.finding import NUMBERS
from functions.facilities.photos.pictures import pictures
from functions.facilities.routes import After, api
from linli import clock
from linli.anonymous import must_name_nobody
from linli.api import IdempotencyKey
from linli.auth import Caller, CallerNow
from linli.places import Community
from linli.wall import CHINA

from . import acts, rules, store
from .model import Check, Patrol, Plan, PlanId, Points
from .views import (
    Begin,
    Ending,
    Kept,
    Looked,
    PatrolDetail,
    Patrols,
    Positions,
    Track,
    seen,
)

KEPT = NUMBERS["positions"].span
Id = Annotated[PlanId, Path()]
BASE = "/v1/facilities/patrols/<patrol_id>"


@api.get(
    "/v1/facilities/patrols",
    action="list_patrols",
    summary="The patrols of a community, latest first; `mine`: one's own, and what is due today",
)
def list_patrols(
    community: Annotated[Community, Query()],
    caller: CallerNow,
    mine: Annotated[bool, Query()] = False,
    after: After = "",
) -> Patrols:
    caller.must(community)
    page = store.patrols(community, after, caller.id if mine else None)
    today = _today(community, caller.id) if mine else []
    return Patrols(items=page.items, today=today, next=page.next)


@api.post(
    "/v1/facilities/patrols",
    action="begin_patrol",
    status_code=201,
    summary="Begin a patrol of a plan's route",
)
def begin_patrol(body: Begin, key: IdempotencyKey, caller: CallerNow) -> Patrol:
    plan = store.plan(body.plan_id)
    caller.must(plan.shown())
    now = clock.now(plan.community)
    walk = rules.begin(plan, caller.id, body.version, body.captured_at or now)
    patrol = Patrol(
        id=caller.derive(key),
        plan_id=plan.id,
        community=plan.community,
        by=caller.id,
        begun_at=rules.when(body.captured_at, None, now) if body.captured_at else now,
        received_at=now,
        **walk.model_dump(include={"grid", "title", "row", "route"}),
    )
    return store.begin(patrol, caller.digest(body))


@api.get(BASE, action="show_patrol", summary="A patrol, and what was seen at each asset")
def show_patrol(patrol_id: Id, caller: CallerNow) -> PatrolDetail:
    patrol = _mine(patrol_id, caller)
    checks = [seen(one, pictures(one.photos)) for one in store.checks(patrol_id)]
    return PatrolDetail(**patrol.model_dump(), checks=checks)


@api.post(
    f"{BASE}/checks",
    action="check_asset",
    status_code=201,
    summary="Record the check of an asset; what is not in order becomes a hazard in the ledger",
)
def check_asset(patrol_id: Id, body: Looked, key: IdempotencyKey, caller: CallerNow) -> Check:
    must_name_nobody(note=body.note)
    _mine(patrol_id, caller)
    request = caller.digest(body, patrol_id)
    return acts.check(patrol_id, caller.derive(key), body, caller.id, request)


@api.post(
    f"{BASE}/endings",
    action="end_patrol",
    status_code=201,
    summary="End a patrol; checks that arrive later are kept, and marked late",
)
def end_patrol(patrol_id: Id, body: Ending, caller: CallerNow) -> Patrol:
    patrol = _mine(patrol_id, caller)
    return acts.end(patrol_id, body.captured_at or clock.now(patrol.community))


@api.post(
    f"{BASE}/positions",
    action="send_positions",
    status_code=201,
    summary="Record one's positions, only during the patrol; they are deleted after some days",
)
def send_positions(patrol_id: Id, body: Positions, key: IdempotencyKey, caller: CallerNow) -> Kept:
    patrol = _mine(patrol_id, caller)
    now = clock.now(patrol.community)
    rules.positions(patrol, body.points, now)
    points = Points(
        id=caller.derive(key),
        patrol_id=patrol_id,
        community=patrol.community,
        points=body.points,
        until=datetime.now(UTC) + KEPT(now),
    )
    return Kept(points=len(store.keep(points, caller.digest(body, patrol_id)).points))


@api.get(
    f"{BASE}/positions",
    action="show_positions",
    purpose=True,
    summary="The positions of a patrol: one's own, or for an incident or an audit",
)
def show_positions(patrol_id: Id, caller: CallerNow) -> Track:
    _mine(patrol_id, caller)
    points = [point for row in store.points(patrol_id) for point in row.points]
    return Track(points=sorted(points, key=lambda point: point.at))


def _mine(patrol_id: str, caller: Caller) -> Patrol:
    patrol = store.patrol(patrol_id)
    caller.must(patrol, assignee=patrol.by)
    return patrol


def _today(community: str, person: str) -> list[Plan]:
    """Plans due today in local time, most urgent first."""
    wall = clock.now(community).astimezone(CHINA)
    end = wall.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    plans = store.due_before(community, end)
    return [one.shown() for one in plans if rules.is_his(one, person)]
