"""Routes of upkeep: what is due, and what was done."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Path, Query

from functions.facilities.assets import store as assets
from functions.facilities.assets.known import KEPT_UP
from functions.facilities.assets.model import Wanted
from functions.facilities.model import Kind
from functions.facilities.photos.pictures import pictures
from functions.facilities.routes import After, Id, api
from linli import clock
from linli.anonymous import must_name_nobody
from linli.api import IdempotencyKey
from linli.auth import CallerNow
from linli.places import Community

from . import acts, rules, store, views
from .acts import ROWS
from .model import Confirmation, Maintenance, Stage, Upkeep
from .views import Done, Duties, DutiesOfOne, Maintenances, Reckoned, Reckoning

BASE = "/v1/facilities/assets/<asset_id>"
TOGETHER = 50  # assets per request
RecordId = Annotated[str, Path(pattern=r"^[0-9a-f]{26}$")]


@api.get(
    "/v1/facilities/upkeep",
    action="list_upkeep",
    summary="The duties of a community's assets, by due date",
)
def list_upkeep(
    community: Annotated[Community, Query()],
    caller: CallerNow,
    stage: Annotated[Stage | None, Query()] = None,
    kind: Annotated[Kind | None, Query()] = None,
    after: After = "",
) -> Duties:
    caller.must(community)
    now = clock.now(community)

    def fits(one: Upkeep) -> bool:
        if kind not in (None, one.kind):
            return False
        held = {row.id: row for row in rules.of_kind(ROWS, one.kind, now)}
        return one.row in held and stage in (None, rules.stage(one, held[one.row], now))

    page = store.upkeep(community, fits, after)
    known = assets.known(one.asset_id for one in page.items)
    return Duties(items=views.duties(page.items, known, ROWS, now), next=page.next)


@api.get(
    f"{BASE}/upkeep",
    action="show_upkeep",
    summary="The duties of an asset, each with its state",
)
def show_upkeep(asset_id: Id, caller: CallerNow) -> DutiesOfOne:
    asset = assets.asset(asset_id)
    caller.must(asset)
    now, known = clock.now(asset.community), {asset_id: asset}
    return DutiesOfOne(items=views.duties(store.duties(asset_id), known, ROWS, now))


@api.get(
    f"{BASE}/maintenances",
    action="list_maintenances",
    summary="The work done on an asset, latest first",
)
def list_maintenances(asset_id: Id, caller: CallerNow, after: After = "") -> Maintenances:
    caller.must(assets.asset(asset_id))
    page = store.records(asset_id, after)
    items = [views.record(one, pictures(one.photos)) for one in page.items]
    return Maintenances(items=items, next=page.next)


@api.post(
    f"{BASE}/maintenances",
    action="enter_maintenance",
    status_code=201,
    summary="Record that an asset was maintained, inspected or tested, when and by which firm",
)
def enter_maintenance(
    asset_id: Id, body: Maintenance, key: IdempotencyKey, caller: CallerNow
) -> Done:
    must_name_nobody(note=body.note)
    caller.must(assets.asset(asset_id))
    request = caller.digest(body, asset_id)
    record = acts.done(asset_id, body, caller.id, caller.derive(key), request)
    return views.record(record, pictures(record.photos))


@api.post(
    f"{BASE}/maintenances/<record_id>/confirmations",
    action="confirm_maintenance",
    status_code=201,
    summary="Confirm another person's record: an inspection, or one that ends an overdue duty",
)
def confirm_maintenance(
    asset_id: Id, record_id: RecordId, body: Confirmation, caller: CallerNow
) -> Done:
    must_name_nobody(note=body.note)
    asset = assets.asset(asset_id)
    caller.must(asset)
    record = acts.confirm(asset_id, record_id, caller.id, body.note)
    return views.record(record, pictures(record.photos))


@api.post(
    "/v1/facilities/upkeep/reckonings",
    action="reckon_upkeep",
    status_code=201,
    summary="Recompute the duties of a community's assets after rows have changed, some at a time",
)
def reckon_upkeep(body: Reckoning, caller: CallerNow) -> Reckoned:
    caller.must(body.community)
    page = assets.assets(body.community, Wanted(), body.after, shown=TOGETHER)
    mine = [one.id for one in page.items if one.kind in KEPT_UP]
    for asset_id in mine:
        acts.keep(asset_id)
    return Reckoned(assets=len(mine), next=page.next)
