"""Routes of kinds."""

from collections.abc import Callable
from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query

from functions.devices.routes import After, Of, WhichKind, api
from linli import clock, staff
from linli.api import IfMatch
from linli.auth import Caller, CallerNow
from linli.city import city
from linli.model import Fact
from linli.store import until_settled

from . import rules, store
from .model import Card, Kind, Particulars, Reversal, Revision


class Revisions(Fact):
    items: list[Revision]
    next: int | None
    names: dict[str, str]  # of staff, by their ids


class Kinds(Fact):
    items: list[Kind]
    next: str | None


@api.get(
    "/v1/devices/kinds",
    action="list_kinds",
    summary="The kinds of devices: of the catalogue, then the city's own",
)
def list_kinds(community: Of, caller: CallerNow, after: After = "") -> Kinds:
    caller.must(community)
    page = store.page(after)
    return Kinds(items=page.items, next=page.next)


@api.post(
    "/v1/devices/kinds",
    action="add_kind",
    status_code=201,
    summary="Create a kind of device that is not in the catalogue",
)
def add_kind(card: Card, caller: CallerNow) -> Kind:
    caller.must(city().code)
    return store.add(rules.own(card, store.CATALOGUE), caller.digest(card))


@api.get("/v1/devices/kinds/<kind_id>", action="show_kind", summary="A kind of device")
def show_kind(kind_id: WhichKind, community: Of, caller: CallerNow) -> Kind:
    caller.must(community)
    return store.kind(kind_id)


@api.put(
    "/v1/devices/kinds/<kind_id>",
    action="revise_kind",
    summary="Revise a kind of the city's own, or the rules of one of the catalogue",
)
def revise_kind(
    kind_id: WhichKind, revision: Particulars, version: IfMatch, caller: CallerNow
) -> Kind:
    caller.must(city().code)
    return _revised(kind_id, version, caller, lambda: revision)


@api.get(
    "/v1/devices/kinds/<kind_id>/revisions",
    action="list_kind_revisions",
    summary="The former versions of a kind, in order",
)
def list_kind_revisions(
    kind_id: WhichKind,
    community: Of,
    caller: CallerNow,
    after: Annotated[int, Query(ge=0, le=99_999_999)] = 0,
) -> Revisions:
    caller.must(community)
    found = store.revisions(store.kind(kind_id).id, after)
    more = found[-1].was.version if len(found) == store.SHOWN else None
    names = staff.names(community, (one.by for one in found))
    return Revisions(items=found, next=more, names=names)


@api.post(
    "/v1/devices/kinds/<kind_id>/reversals",
    action="reverse_kind",
    status_code=201,
    summary="Restore a former version of a kind",
)
def reverse_kind(
    kind_id: WhichKind, reversal: Reversal, version: IfMatch, caller: CallerNow
) -> Kind:
    caller.must(city().code)
    return _revised(kind_id, version, caller, lambda: store.was(kind_id, reversal.to))


def _revised(kind_id: str, version: int, caller: Caller, wanted: Callable[[], Particulars]) -> Kind:
    def revise() -> Kind:
        before = store.kind(kind_id)
        after = rules.revise(before, wanted(), version, store.CATALOGUE)
        if after == before:
            return before
        return store.revise(before, after, caller.id, clock.now(city().code))

    return until_settled(revise)
