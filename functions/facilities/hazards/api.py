"""Routes of hazards found by sensors and inspectors."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query

from functions.facilities.assets import store as assets
from functions.facilities.assets.rules import kept
from functions.facilities.routes import After, Id, api
from linli import clock
from linli.api import IdempotencyKey
from linli.auth import CallerNow
from linli.messages import Sample
from linli.places import Community
from linli.store import until_settled

from . import held, rules, sensed, store
from .known import LIMITS, own
from .model import Inspection, Trouble
from .views import Rules, Troubles, rule


@api.post(
    "/v1/facilities/assets/<asset_id>/readings",
    action="enter_reading",
    status_code=201,
    summary="Record an inspector's reading",
)
def enter_reading(
    asset_id: Id, sample: Sample, key: IdempotencyKey, caller: CallerNow
) -> Inspection:
    asset = assets.asset(asset_id)
    caller.must(asset)
    kept(asset)

    def take() -> Inspection:
        now = clock.now(asset.community)
        measured = [own(asset.kind, rules.past(sample, now))]
        known = store.condition(asset)
        past = sensed.past(known, now)
        taken = rules.take(known, measured, held.holding(asset.kind), now, past, by_hand=True)
        inspection = Inspection(
            id=caller.derive(key),
            asset_id=asset.id,
            community=asset.community,
            by=caller.id,
            sample=sample,
            hazards=taken.after.hazards,
        )
        writes = store.taken(taken, rules.lines(taken.news, now, by=caller.id))
        return store.inspect(inspection, caller.digest(sample, asset_id), writes)

    return until_settled(take)


@api.get(
    "/v1/facilities/hazards",
    action="list_hazards",
    summary="The assets of a community with open hazards, longest open first",
)
def list_hazards(
    community: Annotated[Community, Query()], caller: CallerNow, after: After = ""
) -> Troubles:
    caller.must(community)
    page = store.hazards(community, after)
    items = [Trouble.model_validate(condition.model_dump()) for condition in page.items]
    return Troubles(items=items, next=page.next)


@api.get(
    "/v1/facilities/limits",
    action="list_limits",
    summary="The limits of assets: numbers, sources and dates",
)
def list_limits(community: Annotated[Community, Query()], caller: CallerNow) -> Rules:
    caller.must(community)
    return Rules(items=[rule(limit) for limit in LIMITS])
