"""Routes of assets and their history."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query

from functions.facilities.model import Kind, Line
from functions.facilities.routes import After, Id, api
from linli import clock
from linli.anonymous import must_name_nobody
from linli.api import IfMatch
from linli.auth import CallerNow
from linli.places import Community
from linli.store import until_settled

from . import rules, store
from .known import CODES
from .model import Asset, Card, Revision, Standing, Wanted
from .views import Assets, History

Of = Annotated[Community, Query()]
FactLine = Annotated[str, Query(pattern=r"^(fact#\d|$)", max_length=200)]  # cursor of a history
Text = Annotated[str, Query(max_length=50)]


@api.post(
    "/v1/facilities/assets",
    action="register_asset",
    status_code=201,
    summary="Register an asset",
)
def register_asset(card: Card, caller: CallerNow) -> Asset:
    caller.must(card.community)
    asset = rules.registered(Asset(**card.model_dump()), CODES)
    entry = rules.line("registered", asset, clock.now(asset.community), by=caller.id)
    return store.register(asset, entry, request=caller.digest(card))


@api.get(
    "/v1/facilities/assets",
    action="list_assets",
    summary="The assets of a community: of a kind, of a building, whose id or name begins so",
)
def list_assets(
    community: Of,
    caller: CallerNow,
    kind: Annotated[Kind | None, Query()] = None,
    building: Annotated[Line | None, Query()] = None,
    text: Text = "",
    after: After = "",
) -> Assets:
    caller.must(community)
    page = store.assets(community, Wanted(kind, building, text.strip()), after)
    return Assets(items=page.items, next=page.next)


@api.put(
    "/v1/facilities/assets/<asset_id>",
    action="revise_asset",
    summary="Correct an asset's registration",
)
def revise_asset(asset_id: Id, revision: Revision, version: IfMatch, caller: CallerNow) -> Asset:
    must_name_nobody(reason=revision.reason)
    caller.must(store.asset(asset_id))

    def revise() -> Asset:
        before = store.asset(asset_id)
        after = rules.revise(before, revision, version)
        return _change("revised", before, after, caller.id, revision.reason)

    return until_settled(revise)


@api.post(
    "/v1/facilities/assets/<asset_id>/states",
    action="stand_asset",
    status_code=201,
    summary="Take an asset out of service, return it to use, or retire it for good",
)
def stand_asset(asset_id: Id, standing: Standing, version: IfMatch, caller: CallerNow) -> Asset:
    must_name_nobody(reason=standing.reason)
    caller.must(store.asset(asset_id))

    def stand() -> Asset:
        before = store.asset(asset_id)
        what = standing.state.replace("_", "-")
        after = rules.stand(before, standing, version)
        return _change(what, before, after, caller.id, standing.reason)

    return until_settled(stand)


@api.get(
    "/v1/facilities/assets/<asset_id>/history",
    action="show_history",
    summary="The history of an asset, in the order in which it was stored",
)
def show_history(asset_id: Id, caller: CallerNow, after: FactLine = "") -> History:
    caller.must(store.asset(asset_id))
    lines, more = store.history(asset_id, after)
    return History(items=lines, next=more)


def _change(what: str, before: Asset, after: Asset, by: str, why: str | None) -> Asset:
    """Store the change with author, time and each field before and after; nothing if nothing
    changed.
    """
    if after == before:
        return before
    new, now = rules.changes(before, after), clock.now(after.community)
    return store.revise(after, rules.line(what, after, now, by, changes=new, reason=why))
