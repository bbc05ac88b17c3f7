"""The route of what an asset has measured."""

from typing import Annotated, Literal
from urllib.parse import urlencode

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query
from pydantic import AwareDatetime

from functions.facilities.assets import store as assets
from functions.facilities.hazards.known import NUMBERS
from functions.facilities.routes import Id, api
from linli import clock
from linli.auth import CallerNow
from linli.messages import Measure
from linli.packs import paging
from linli.packs.history import Step

from .views import CSV, Readings, readings, table

HOLDS = NUMBERS["reading-holds"].span
JSON = "application/json"
TABLE = {"schema": {"type": "string"}}
SHOWN = {JSON: {"model": Readings}, CSV: TABLE}


@api.get(
    "/v1/facilities/assets/<asset_id>/readings",
    action="list_readings",
    responses={200: {"description": "In order; a step may be empty", "content": SHOWN}},
    summary="What a measure of an asset came to, sample by sample or step by step; as CSV too",
)
def list_readings(
    asset_id: Id,
    measure: Annotated[Measure, Query()],
    begins: Annotated[AwareDatetime, Query(alias="from")],
    caller: CallerNow,
    ends: Annotated[AwareDatetime | None, Query(alias="to")] = None,
    step: Annotated[Step, Query()] = "raw",
    after: Annotated[AwareDatetime | None, Query()] = None,
    form: Annotated[Literal["json", "csv"] | None, Query(alias="format")] = None,
) -> Response[Readings | str]:
    asset = assets.asset(asset_id)
    caller.must(asset)
    now = clock.now(asset.community)
    asked = paging.Asked(measure, after or begins, ends or now, step, HOLDS(now))
    found = readings(paging.page(asset.id, asked, now))
    if (form or _accepted()) == "json":
        return Response(200, JSON, found)
    name = f"{asset.id}-{measure}.csv"
    headers = {"Content-Disposition": f"attachment; filename={name}"}
    if found.next:
        same = {"measure": measure, "from": begins.isoformat(), "to": asked.ends.isoformat()}
        rest = urlencode({**same, "step": step, "after": found.next, "format": "csv"})
        headers["Link"] = f'<{api.current_event.path}?{rest}>; rel="next"'
    return Response(200, CSV, table(found.items), headers=headers)


def _accepted() -> str:
    wanted = api.current_event.headers.get("accept", "")
    return "csv" if wanted.startswith(CSV) else "json"
