"""Routes of leases."""

from functions.facilities.assets import store as assets
from functions.facilities.model import Line
from functions.facilities.routes import Id, api
from linli.anonymous import must_name_nobody
from linli.auth import CallerNow
from linli.leases import Wish
from linli.model import Fact

from . import acts, store
from .model import Lease


class Break(Fact):
    reason: Line


@api.post(
    "/v1/facilities/assets/<asset_id>/leases",
    action="lease_asset",
    status_code=201,
    summary="Get or extend the lease of a lift or a valve: only its holder may command it by hand",
)
def lease_asset(asset_id: Id, wish: Wish, caller: CallerNow) -> Lease:
    asset = assets.asset(asset_id)
    caller.must(asset)
    return acts.take(asset, caller.id, wish.minutes)


@api.get(
    "/v1/facilities/assets/<asset_id>/leases",
    action="show_asset_lease",
    summary="The present lease of an asset",
)
def show_asset_lease(asset_id: Id, caller: CallerNow) -> Lease:
    asset = assets.asset(asset_id)
    caller.must(asset)
    return store.lease(asset.id, asset.community)


@api.post(
    "/v1/facilities/assets/<asset_id>/releases",
    action="release_asset",
    status_code=201,
    summary="Give back one's lease of an asset",
)
def release_asset(asset_id: Id, caller: CallerNow) -> Lease:
    asset = assets.asset(asset_id)
    caller.must(asset)
    return acts.give_back(asset, caller.id, broken=False)


@api.post(
    "/v1/facilities/assets/<asset_id>/breaks",
    action="break_asset_lease",
    status_code=201,
    summary="End another's lease of an asset, and say why",
)
def break_asset_lease(asset_id: Id, why: Break, caller: CallerNow) -> Lease:
    must_name_nobody(reason=why.reason)
    asset = assets.asset(asset_id)
    caller.must(asset)
    return acts.give_back(asset, caller.id, why.reason, broken=True)
