"""Routes of the city's own rules: put in force after a trial, and reverted."""

from collections.abc import Callable
from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Path, Query

from functions.facilities.hazards.known import LIMITS, OF_LIMITS
from functions.facilities.model import Kind
from functions.facilities.routes import api
from functions.facilities.rulings import rules, store
from functions.facilities.rulings.model import Reversal, Revision, Ruling, Wanted
from linli import clock
from linli.api import IfMatch
from linli.auth import Caller, CallerNow
from linli.city import city
from linli.errors import NotFound
from linli.model import Fact
from linli.places import Community
from linli.store import until_settled

from . import trying

Of = Annotated[Community, Query()]
Which = Annotated[str, Path(pattern=r"^[a-z][a-z_]{0,39}$")]
IDS = OF_LIMITS | {limit.id for limit in LIMITS}


class Rulings(Fact):
    items: list[Ruling]


class Revisions(Fact):
    items: list[Revision]
    next: int | None


@api.get(
    "/v1/facilities/rulings",
    action="list_rulings",
    summary="The city's own rules for assets, beside the limits: by kind, with their versions",
)
def list_rulings(community: Of, caller: CallerNow) -> Rulings:
    caller.must(community)
    found = store.rulings(Kind)
    return Rulings(items=[found.get(kind, Ruling(kind=kind)) for kind in Kind])


@api.put(
    "/v1/facilities/rulings/<asset_kind>",
    action="revise_ruling",
    summary="Put rules for a kind of asset in force in the whole city; they replace all others",
)
def revise_ruling(asset_kind: Which, wanted: Wanted, version: IfMatch, caller: CallerNow) -> Ruling:
    caller.must(city().code)
    return _revised(_kind(asset_kind), version, caller, lambda: wanted)


@api.get(
    "/v1/facilities/rulings/<asset_kind>/revisions",
    action="list_ruling_revisions",
    summary="The former versions of a kind's rules, in order",
)
def list_ruling_revisions(
    asset_kind: Which,
    community: Of,
    caller: CallerNow,
    after: Annotated[int | None, Query(ge=0, le=99_999_999)] = None,
) -> Revisions:
    caller.must(community)
    found = store.revisions(_kind(asset_kind), after)
    more = (found[-1].was.version or 0) if len(found) == store.SHOWN else None
    return Revisions(items=found, next=more)


@api.post(
    "/v1/facilities/rulings/<asset_kind>/reversals",
    action="reverse_ruling",
    status_code=201,
    summary="Restore a former version of a kind's rules; 0 is the state without rules",
)
def reverse_ruling(
    asset_kind: Which, reversal: Reversal, version: IfMatch, caller: CallerNow
) -> Ruling:
    caller.must(city().code)
    kind = _kind(asset_kind)

    def earlier() -> Wanted:
        return Wanted(rules=store.was(kind, reversal.to).rules)

    return _revised(kind, version, caller, earlier)


def _kind(asset_kind: str) -> Kind:
    if asset_kind not in {*Kind}:
        raise NotFound
    return Kind(asset_kind)


def _revised(kind: Kind, version: int, caller: Caller, wanted: Callable[[], Wanted]) -> Ruling:
    known = rules.Known(trying.units(LIMITS, kind), IDS)

    def revise() -> Ruling:
        before = store.ruling(kind)
        after = rules.revise(before, wanted(), version, known)
        if after == before:
            return before
        return store.revise(before, after, caller.id, clock.now(city().code))

    return until_settled(revise)
