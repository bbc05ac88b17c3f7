"""Routes of wards, of who fell, and of what a person may know and say himself."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Path

from functions.environment.routes import After, api
from linli import members, seal
from linli.api import IdempotencyKey
from linli.auth import CallerNow
from linli.errors import NotFound, Refused

from . import acts, caring, looking, store, views
from .api import SightingId
from .sensors.model import Sub
from .views import Answering, Fallen, LooksAtMe, Me, OwnFall, WardSeen
from .wards import store as wards
from .wards.model import Ending, Registering, WardShown

Person = Annotated[Sub, Path()]


@api.post(
    "/v1/environment/wards",
    action="register_ward",
    status_code=201,
    summary="Register whom to watch over for falls, by a lawful basis and for a time",
)
def register_ward(body: Registering, caller: CallerNow) -> WardShown:
    caller.must(body.grid or body.community)
    if not members.covering(body.person, body.community):
        raise Refused("person-elsewhere")
    request = seal.index(caller.digest(body))
    sealed = wards.sealed(body.where, body.person)
    return caring.register(body, sealed, request, caller.id).shown()


@api.get(
    "/v1/environment/wards/<person>",
    action="show_ward",
    purpose=True,
    summary="A ward and where he lives; he sees that the caller looked",
)
def show_ward(person: Person, caller: CallerNow) -> WardSeen:
    ward = wards.ward(person)
    caller.must(ward)
    looking.trace(caller, f"ward#{person}", person, "ward", ward.grid or ward.community)
    return WardSeen(**ward.shown().model_dump(), where=wards.where(ward))


@api.post(
    "/v1/environment/wards/<person>/endings",
    action="end_ward",
    status_code=201,
    summary="Watch over somebody no more; again it is the same",
)
def end_ward(person: Person, body: Ending, caller: CallerNow) -> WardShown:
    caller.must(wards.ward(person))
    return caring.end(person, caller.id, body.reason).shown()


@api.get(
    "/v1/environment/sightings/<sighting_id>/person",
    action="show_fallen",
    purpose=True,
    summary="Who fell and where he lives, for who goes there; he sees that the caller looked",
)
def show_fallen(sighting_id: SightingId, caller: CallerNow) -> Fallen:
    sighting = store.sighting(sighting_id)
    caller.must(sighting)
    if sighting.person is None:
        raise NotFound
    looking.trace_sighting(caller, sighting, "person")
    return Fallen(person=sighting.person, where=caring.where(sighting.person))


@api.post(
    "/v1/environment/sightings/<sighting_id>/answers",
    own=True,
    scope="notices",
    status_code=201,
    summary="Say that all is well, or that help is needed: who fell, or who answers for him",
)
def answer_sighting(
    sighting_id: SightingId, body: Answering, key: IdempotencyKey, caller: CallerNow
) -> OwnFall:
    found = store.known(sighting_id)
    if found is None or not acts.may_answer(found, caller.id):
        raise NotFound
    return views.own_fall(acts.answer(sighting_id, body.said, body.fell, caller.by))


@api.get(
    "/v1/environment/me",
    own=True,
    scope="profile",
    summary="By what the caller is watched over, and the falls that were seen lately",
)
def show_me(caller: CallerNow) -> Me:
    ward, group = wards.known(caller.id), store.group("fall", caller.id)
    found = [store.known(one.id) for one in group.recent]
    falls = [views.own_fall(one) for one in found if one]
    seen = WardSeen(**ward.shown().model_dump(), where=wards.where(ward)) if ward else None
    return Me(ward=seen, falls=falls[::-1])


@api.post(
    "/v1/environment/me/withdrawals",
    own=True,
    scope="consents",
    status_code=201,
    summary="Be watched over no more; again it is the same",
)
def withdraw_consent(caller: CallerNow) -> WardShown:
    if wards.known(caller.id) is None:
        raise Refused("not-watched-over")
    return caring.end(caller.id, caller.by, "").shown()


@api.get(
    "/v1/environment/lookups",
    own=True,
    scope="profile",
    summary="Who looked at what is kept here of the caller, and for what",
)
def list_lookups(caller: CallerNow, after: After = "") -> LooksAtMe:
    page = store.looks_at(caller.id, after)
    return LooksAtMe(items=page.items, next=page.next)
