"""Routes of labels: single ones, and sheets."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query

from functions.facilities.model import Kind
from functions.facilities.routes import After, Id, api
from linli.auth import CallerNow
from linli.places import Community

from . import labels, store
from .model import Wanted
from .views import Sheet

SVG = "image/svg+xml"


@api.get(
    "/v1/facilities/assets/<asset_id>/label",
    action="show_label",
    responses={200: {"description": "To print", "content": {SVG: {"schema": {"type": "string"}}}}},
    summary="The label of an asset: a QR code of its id, its name",
)
def show_label(asset_id: Id, caller: CallerNow) -> Response[str]:
    asset = store.asset(asset_id)
    caller.must(asset)
    return Response(200, SVG, labels.label(asset))


@api.get(
    "/v1/facilities/labels",
    action="list_labels",
    summary="Labels of a community's assets of a kind, a sheet of A4 at a time",
)
def list_labels(
    community: Annotated[Community, Query()],
    caller: CallerNow,
    kind: Annotated[Kind | None, Query()] = None,
    after: After = "",
) -> Sheet:
    caller.must(community)
    page = store.assets(community, Wanted(kind), after, shown=labels.SHEET)
    there = [asset for asset in page.items if asset.state != "retired"]
    return Sheet(svg=labels.sheet(there), labels=len(there), next=page.next)
