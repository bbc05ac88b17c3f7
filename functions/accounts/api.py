"""HTTP routes of accounts."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Path, Query
from pydantic import BaseModel

from linli import clock, members, places
from linli.api import Api, serve
from linli.auth import CallerNow
from linli.city import city
from linli.roles import Membership
from linli.store import until_settled

from . import rules, store
from .model import Community, Grant, Me, Opening, Post, Sub

api = Api(__package__)
Whom = Annotated[Sub, Path()]


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


@api.post(
    "/v1/accounts/actors/<sub>/memberships",
    action="grant_membership",
    status_code=201,
    summary="Give somebody a role in a place",
)
def grant_membership(sub: Whom, grant: Grant, caller: CallerNow) -> Membership:
    caller.must(grant.place, kind="Membership", role=grant.role, subject_person=sub)

    def settle() -> Membership:
        before, now = store.actor(sub), clock.now(grant.place)
        given = rules.grant(before, grant, caller.id, store.joined(grant.place), now)
        store.save(before, given.actor)
        return given.membership

    return _at_once(until_settled(settle))


@api.post(
    "/v1/accounts/actors/<sub>/endings",
    action="end_membership",
    status_code=201,
    summary="End somebody's role in a place, at once",
)
def end_membership(sub: Whom, post: Post, caller: CallerNow) -> Membership:
    caller.must(post.place, kind="Membership", role=post.role, subject_person=sub)

    def settle() -> Membership:
        before = store.actor(sub)
        ended = rules.end(before, post, clock.now(post.place))
        store.save(before, ended.actor)
        return ended.membership

    return _at_once(until_settled(settle))


@api.get("/v1/accounts/me", own=True, summary="What the caller is, and where")
def show_me(caller: CallerNow) -> Me:
    members.forget()
    mine = members.memberships(caller.id)
    now = tuple(held for held in mine if held.covers(held.place, clock.now(held.place)))
    return Me(id=caller.id, memberships=now)


def _at_once(membership: Membership) -> Membership:
    """Here at least; elsewhere within members.CACHED seconds."""
    members.forget()
    return membership


handler = serve(api)
