"""Routes of figures, and of the hazards behind each."""

from contextlib import suppress
from typing import Annotated, Literal

from aws_lambda_powertools.event_handler.openapi.params import Path, Query

from functions.facilities.routes import After, api
from linli import clock
from linli.auth import CallerNow
from linli.errors import NotFound
from linli.places import Community

from . import rules, store
from .model import FigureId, Month
from .views import Behind, Figures, Shown, shown


@api.get(
    "/v1/facilities/figures",
    action="list_figures",
    summary="The hazards closed in a month by kind, maker or asset, most frequent first",
)
def list_figures(
    community: Annotated[Community, Query()],
    caller: CallerNow,
    month: Annotated[Month | None, Query()] = None,
    by: Annotated[Literal["kind", "maker", "asset"], Query()] = "kind",
    after: After = "",
) -> Figures:
    caller.must(community)
    of = month or rules.month(clock.now(community))
    page = store.figures(community, of, by, after)
    whole = _whole(community, of)
    return Figures(month=of, whole=whole, items=[shown(one) for one in page.items], next=page.next)


@api.get(
    "/v1/facilities/figures/<figure_id>/hazards",
    action="list_figure_hazards",
    summary="The hazards behind a figure, as they were closed",
)
def list_figure_hazards(
    figure_id: Annotated[FigureId, Path()], caller: CallerNow, after: After = ""
) -> Behind:
    caller.must(store.figure(figure_id))
    page = store.behind(figure_id, after)
    return Behind(items=page.items, next=page.next)


def _whole(community: str, month: str) -> Shown | None:
    with suppress(NotFound):
        return shown(store.figure(rules.identity(community, month, "all", "")))
    return None
