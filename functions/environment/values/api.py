"""The route of a station's hourly, daily and nightly values."""

from datetime import timedelta
from typing import Annotated, Literal
from urllib.parse import urlencode

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query
from pydantic import AwareDatetime

from functions.environment.routes import Id, api
from functions.environment.stations import store as stations
from linli import clock
from linli.errors import Invalid

from . import store
from .model import Span
from .views import CSV, ValueHistory, table

JSON = "application/json"
LONGEST = timedelta(days=400)
SHOWN = {JSON: {"model": ValueHistory}, CSV: {"schema": {"type": "string"}}}


@api.get(
    "/v1/environment/stations/<station_id>/history",
    public=True,
    responses={200: {"description": "In order, a hundred at a time", "content": SHOWN}},
    summary="The hourly, daily or nightly values of a station; also as CSV",
)
def show_history(
    station_id: Id,
    begins: Annotated[AwareDatetime, Query(alias="from")],
    ends: Annotated[AwareDatetime | None, Query(alias="to")] = None,
    span: Annotated[Span, Query()] = "hour",
    form: Annotated[Literal["json", "csv"], Query(alias="format")] = "json",
) -> Response[ValueHistory | str]:
    station = stations.station(station_id)
    until = ends or clock.now(station.community)
    if begins >= until:
        raise Invalid("ends-before", "/query/to")
    if until - begins > LONGEST:
        raise Invalid("span-too-long", "/query/to")
    found, rest = store.page(station_id, span, begins, until)
    if form == "json":
        return Response(200, JSON, ValueHistory(items=found, next=rest))
    headers = {"Content-Disposition": f"attachment; filename={station_id}-{span}.csv"}
    if rest:
        same = {"from": rest.isoformat(), "to": until.isoformat(), "span": span, "format": "csv"}
        headers["Link"] = f'<{api.current_event.path}?{urlencode(same)}>; rel="next"'
    return Response(200, CSV, table(station, found), headers=headers)
