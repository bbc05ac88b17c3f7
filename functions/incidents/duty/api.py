"""Routes of duty rosters, escalation chains, and grids."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Path

from functions.incidents.routes import api
from linli.api import IfMatch
from linli.auth import CallerNow
from linli.places import Place

from . import store
from .model import Chain, ChainEdit, Grid, GridEdit, Post, Roster, RosterEdit

Where = Annotated[Place, Path()]
PostName = Annotated[Post, Path()]
Community = Annotated[str, Path(pattern=r"^[0-9]{12}$")]
GridCode = Annotated[str, Path(pattern=r"^[0-9]{15}$")]


@api.get(
    "/v1/incidents/rosters/<place>/<post>", action="show_roster", summary="Who holds a post when"
)
def show_roster(place: Where, post: PostName, caller: CallerNow) -> Roster:
    caller.must(place)
    return store.roster(place, post)


@api.put(
    "/v1/incidents/rosters/<place>/<post>",
    action="edit_roster",
    summary="Set who holds a post when; If-Match: 0 for a new roster",
)
def edit_roster(
    place: Where, post: PostName, edit: RosterEdit, version: IfMatch, caller: CallerNow
) -> Roster:
    caller.must(place)
    return store.put(Roster(place=place, post=post, shifts=edit.shifts), version)


@api.get(
    "/v1/incidents/chains/<community>",
    action="show_chain",
    summary="The escalation chain of a community's incidents",
)
def show_chain(community: Community, caller: CallerNow) -> Chain:
    caller.must(community)
    return store.chain(community)


@api.put(
    "/v1/incidents/chains/<community>",
    action="edit_chain",
    summary="Set the escalation chain of a community's incidents; If-Match: 0 for a new chain",
)
def edit_chain(community: Community, edit: ChainEdit, version: IfMatch, caller: CallerNow) -> Chain:
    caller.must(community)
    return store.put(Chain(community=community, **edit.model_dump()), version)


@api.get("/v1/incidents/grids/<grid>", action="show_grid", summary="A grid of a community")
def show_grid(grid: GridCode, caller: CallerNow) -> Grid:
    caller.must(grid)
    return store.grid(grid)


@api.put(
    "/v1/incidents/grids/<grid>",
    action="edit_grid",
    summary="Create or change a grid of a community; If-Match: 0 for a new one",
)
def edit_grid(grid: GridCode, edit: GridEdit, version: IfMatch, caller: CallerNow) -> Grid:
    caller.must(grid)
    return store.put(Grid(grid=grid, community=grid[:12], **edit.model_dump()), version)
