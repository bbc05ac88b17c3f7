"""Routes of the kinds of devices."""

from functions.devices.routes import After, Of, WhichKind, api
from linli.api import IfMatch
from linli.auth import CallerNow
from linli.city import city
from linli.model import Fact
from linli.store import until_settled

from . import rules, store
from .model import Card, Kind, Particulars


class Kinds(Fact):
    items: list[Kind]
    next: str | None


@api.get(
    "/v1/devices/kinds",
    action="list_kinds",
    summary="The kinds of devices that the city knows: of the catalogue, then its own",
)
def list_kinds(community: Of, caller: CallerNow, after: After = "") -> Kinds:
    caller.must(community)
    page = store.page(after)
    return Kinds(items=page.items, next=page.next)


@api.post(
    "/v1/devices/kinds",
    action="add_kind",
    status_code=201,
    summary="Let the city know a kind of device that the catalogue has not",
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
    summary="Revise a kind of the city's own",
)
def revise_kind(
    kind_id: WhichKind, revision: Particulars, version: IfMatch, caller: CallerNow
) -> Kind:
    caller.must(city().code)

    def revise() -> Kind:
        before = store.kind(kind_id)
        after = rules.revise(before, revision, version, store.CATALOGUE)
        return before if after == before else store.revise(after)

    return until_settled(revise)
