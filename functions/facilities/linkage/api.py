"""Routes of linked actions, and of an asset with all that concerns it now."""

from functools import partial
from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Body, Path, Query

from functions.facilities.assets import store as assets
from functions.facilities.hazards import store as hazards
from functions.facilities.hazards.views import asset_now
from functions.facilities.routes import After, api
from functions.facilities.routes import Id as AssetId
from linli import clock
from linli.anonymous import must_name_nobody
from linli.api import IdempotencyKey
from linli.auth import Caller, CallerNow
from linli.packs import reading
from linli.places import Community

from . import by_hand, deciding, people, store
from .acts import BY_ID, LINKS
from .model import Action, Id
from .views import Asked, AssetNow, Because, Ordered, Orders, Why, shown

ActionId = Annotated[Id, Path()]
NO_REASON = Because()


@api.get(
    "/v1/facilities/assets/<asset_id>",
    action="show_asset",
    summary="One asset with its open hazards, latest readings, and the commands of its kind",
)
def show_asset(asset_id: AssetId, caller: CallerNow) -> AssetNow:
    asset = assets.asset(asset_id)
    caller.must(asset)
    now = asset_now(asset, hazards.conditions(asset), reading.latest(asset.id))
    commands = by_hand.commands(LINKS, asset, clock.now(asset.community))
    return AssetNow(**dict(now), commands=commands)


@api.get(
    "/v1/facilities/actions",
    action="list_actions",
    summary="The linked actions of a community, open ones first",
)
def list_actions(
    community: Annotated[Community, Query()],
    caller: CallerNow,
    hazard: Annotated[Id | None, Query()] = None,
    after: After = "",
) -> Orders:
    caller.must(community)
    page = store.listed(community, hazard, after)
    return Orders(items=[_shown(action) for action in page.items], next=page.next)


@api.post(
    "/v1/facilities/actions",
    action="order_action",
    status_code=201,
    summary="Send a command to an asset by hand, as permitted by a row",
)
def order_action(body: Asked, key: IdempotencyKey, caller: CallerNow) -> Ordered:
    must_name_nobody(reason=body.reason)
    asset = assets.asset(body.asset)
    caller.must(asset, kind=deciding.kind_of(body.command))
    return _shown(
        people.order(
            caller.derive(key),
            asset,
            body,
            by=caller.id,
            holds=partial(caller.holds, place=asset.grid or asset.community),
            request=caller.digest(body),
        )
    )


@api.get(
    "/v1/facilities/actions/<action_id>",
    action="show_action",
    summary="A command to a linked asset, and its outcome",
)
def show_action(action_id: ActionId, caller: CallerNow) -> Ordered:
    action = store.action(action_id)
    caller.must(action)
    return _shown(action)


@api.post(
    "/v1/facilities/actions/<action_id>/confirmations",
    action="confirm_action",
    status_code=201,
    summary="Confirm a proposed action",
)
def confirm_action(
    action_id: ActionId, caller: CallerNow, body: Annotated[Because, Body()] = NO_REASON
) -> Ordered:
    must_name_nobody(reason=body.reason)
    action = store.action(action_id)
    caller.must(action)
    return _shown(people.confirm(action_id, caller.id, body.reason, _holds(caller, action)))


@api.post(
    "/v1/facilities/actions/<action_id>/refusals",
    action="refuse_action",
    status_code=201,
    summary="Refuse a proposed action",
)
def refuse_action(action_id: ActionId, body: Why, caller: CallerNow) -> Ordered:
    must_name_nobody(reason=body.reason)
    action = store.action(action_id)
    caller.must(action)
    return _shown(people.refuse(action_id, caller.id, body.reason, _holds(caller, action)))


@api.post(
    "/v1/facilities/actions/<action_id>/reversals",
    action="reverse_action",
    status_code=201,
    summary="Undo a command; the answer is the command that does so",
)
def reverse_action(action_id: ActionId, body: Why, caller: CallerNow) -> Ordered:
    must_name_nobody(reason=body.reason)
    action = store.action(action_id)
    caller.must(action, kind=deciding.kind_of(deciding.undo_of(BY_ID, action)))
    return _shown(people.reverse(action_id, caller.id, body.reason, _holds(caller, action)))


def _holds(caller: Caller, action: Action) -> people.Holds:
    return partial(caller.holds, place=action.grid or action.community)


def _shown(action: Action) -> Ordered:
    return shown(action, deciding.undoers(BY_ID, action))
