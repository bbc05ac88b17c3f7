"""Routes of assets and their history."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query

from functions.facilities.model import Kind
from functions.facilities.routes import After, Id, api
from linli import clock
from linli.api import IfMatch
from linli.auth import CallerNow
from linli.places import Community
from linli.store import until_settled

from . import rules, store
from .model import Asset, Card, Particulars
from .views import Assets, History

Line = Annotated[str, Query(pattern=r"^(fact#\d|$)", max_length=200)]  # of a history


@api.post(
    "/v1/facilities/assets",
    action="register_asset",
    status_code=201,
    summary="Put an asset into the ledger",
)
def register_asset(card: Card, caller: CallerNow) -> Asset:
    caller.must(card.community)
    asset = rules.placed(Asset(**card.model_dump()))
    entry = rules.line("registered", asset, clock.now(asset.community), by=caller.id)
    return store.register(asset, entry, request=caller.digest(card))


@api.get("/v1/facilities/assets", action="list_assets", summary="The assets of a community")
def list_assets(
    community: Annotated[Community, Query()],
    caller: CallerNow,
    kind: Annotated[Kind | None, Query()] = None,
    after: After = "",
) -> Assets:
    caller.must(community)
    page = store.assets(community, kind, after)
    return Assets(items=page.items, next=page.next)


@api.put(
    "/v1/facilities/assets/<asset_id>",
    action="revise_asset",
    summary="Correct what is known of an asset",
)
def revise_asset(
    asset_id: Id, particulars: Particulars, version: IfMatch, caller: CallerNow
) -> Asset:
    caller.must(store.asset(asset_id))

    def revise() -> Asset:
        asset = rules.revise(store.asset(asset_id), particulars, version)
        entry = rules.line("revised", asset, clock.now(asset.community), by=caller.id)
        return store.revise(asset, entry)

    return until_settled(revise)


@api.get(
    "/v1/facilities/assets/<asset_id>/history",
    action="show_history",
    summary="What has befallen an asset, in the order in which it was known",
)
def show_history(asset_id: Id, caller: CallerNow, after: Line = "") -> History:
    caller.must(store.asset(asset_id))
    lines, more = store.history(asset_id, after)
    return History(items=lines, next=more)
