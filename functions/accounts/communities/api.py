"""Routes of communities on the city's platform."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Path, Query
from pydantic import BaseModel

from functions.accounts.routes import api
from linli import clock, places
from linli.auth import CallerNow
from linli.city import city
from linli.store import until_settled

from . import rules, store
from .model import Community, Opening


class Communities(BaseModel):
    items: list[Community]
    next: str | None


@api.post(
    "/v1/accounts/communities",
    action="open_community",
    status_code=201,
    summary="A community joins the city's platform",
)
def open_community(opening: Opening, caller: CallerNow) -> Community:
    caller.must(opening.code)

    def settle() -> Community:
        known, now = store.joined(opening.code), clock.now(opening.code)
        return store.change(rules.open_as(known, opening, city().code, now))

    return until_settled(settle)


@api.get(
    "/v1/accounts/communities",
    action="list_communities",
    summary="Communities of the city, open and closed, by code",
)
def list_communities(
    caller: CallerNow, after: Annotated[str, Query(max_length=12)] = ""
) -> Communities:
    caller.must(city().code)
    page = store.communities(after)
    return Communities(items=page.items, next=page.next)


@api.post(
    "/v1/accounts/communities/<code>/closures",
    action="close_community",
    status_code=201,
    summary="A community leaves the platform",
)
def close_community(code: Annotated[places.Community, Path()], caller: CallerNow) -> Community:
    caller.must(code)

    def settle() -> Community:
        return store.change(rules.close(store.community(code), clock.now(code)))

    return until_settled(settle)
