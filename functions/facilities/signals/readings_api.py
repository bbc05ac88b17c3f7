"""The route of an asset's readings."""

from aws_lambda_powertools.event_handler import Response

from functions.facilities.assets import store as assets
from functions.facilities.hazards.known import NUMBERS
from functions.facilities.routes import Id, api
from linli import clock
from linli.auth import CallerNow
from linli.packs import paging
from linli.packs.asking import SHOWN, After, By, Form, From, Of, Readings, To, shown

HOLDS = NUMBERS["reading-holds"].span


@api.get(
    "/v1/facilities/assets/<asset_id>/readings",
    action="list_readings",
    responses=SHOWN,
    summary="The readings of a measure of an asset, as samples or by step; also as CSV",
)
def list_readings(
    asset_id: Id,
    measure: Of,
    begins: From,
    caller: CallerNow,
    ends: To = None,
    step: By = "raw",
    after: After = None,
    form: Form = None,
) -> Response[Readings | str]:
    asset = assets.asset(asset_id)
    caller.must(asset)
    now = clock.now(asset.community)
    wanted = paging.Asked(measure, begins, ends or now, step, HOLDS(now))
    return shown(api, asset.id, wanted, after, form, now)
