"""Routes of plans: which route is patrolled, how often, and by whom."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Path, Query

from functions.facilities.assets import store as assets
from functions.facilities.routes import After, api
from linli import clock
from linli.api import IdempotencyKey, IfMatch
from linli.auth import CallerNow
from linli.errors import Invalid, NotFound
from linli.places import Community
from linli.store import until_settled

from . import rules, store
from .acts import ROWS
from .model import KeptPlan, NewPlan, Plan, PlanId, PlanRevision, Walk
from .views import Plans, Rounds, asked

Id = Annotated[PlanId, Path()]
Of = Annotated[Community, Query()]


@api.get(
    "/v1/facilities/rounds",
    action="list_rounds",
    summary="How often assets of each kind are checked, and for what",
)
def list_rounds(community: Of, caller: CallerNow) -> Rounds:
    caller.must(community)
    now = clock.now(community)
    held = (rows.at(now) for rows in ROWS.values())
    return Rounds(items=[asked(row) for row in held if row])


@api.get(
    "/v1/facilities/plans",
    action="list_plans",
    summary="The plans of a community, overdue ones first",
)
def list_plans(community: Of, caller: CallerNow, after: After = "") -> Plans:
    caller.must(community)
    page = store.plans(community, after)
    return Plans(items=[one.shown() for one in page.items], next=page.next)


@api.post(
    "/v1/facilities/plans",
    action="make_plan",
    status_code=201,
    summary="Make a plan: the route is due as often as its row says, first after one period",
)
def make_plan(body: NewPlan, key: IdempotencyKey, caller: CallerNow) -> Plan:
    caller.must(body.community)
    _fit(body, body.community)
    now = clock.now(body.community)
    deadline = rules.following(rules.row(ROWS, body.row, now), now)
    plan = KeptPlan(
        id=caller.derive(key),
        made_by=caller.id,
        deadline=deadline,
        look_at=deadline,
        **body.model_dump(),
    )
    return store.make(plan, caller.digest(body)).shown()


@api.put("/v1/facilities/plans/<plan_id>", action="revise_plan", summary="Change a plan, or end it")
def revise_plan(plan_id: Id, body: PlanRevision, version: IfMatch, caller: CallerNow) -> Plan:
    caller.must(store.plan(plan_id).shown())

    def revise() -> Plan:
        before = store.plan(plan_id)
        now, row = clock.now(before.community), None
        if not body.ended:  # of a plan that ends, an asset may be retired, or the row over
            _fit(body, before.community)
            row = rules.row(ROWS, body.row, now)
        return store.save(rules.revise(before, body, version, row, now)).shown()

    return until_settled(revise)


def _fit(walk: Walk, community: str) -> None:
    """Invalid unless the grid and all assets of the route are in the community, and the assets of
    the kind that the row is about.
    """
    if walk.grid and not walk.grid.startswith(community):
        raise Invalid("grid-elsewhere", "/body/grid")
    row = rules.row(ROWS, walk.row, clock.now(community))
    for number, asset_id in enumerate(walk.route):
        try:
            asset = assets.asset_in(community, asset_id)
        except NotFound:
            raise Invalid("no-such-asset", f"/body/route/{number}") from None
        if asset.kind != row.kind:
            raise Invalid("of-another-kind", f"/body/route/{number}")
