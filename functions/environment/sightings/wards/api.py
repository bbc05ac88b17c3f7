"""Routes of wards: the person, the address, and the end."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Path, Query

from functions.environment.routes import After, api
from functions.environment.sightings import looking
from functions.environment.sightings.sensors.model import Sub
from functions.environment.sightings.views import ward_seen
from linli import bases, clock, members, seal, staff
from linli.anonymous import must_name_nobody
from linli.auth import CallerNow
from linli.errors import Refused
from linli.places import Community

from . import acts, store, views
from .model import Ending, Registering, WardShown
from .views import WardCard, Wards

Person = Annotated[Sub, Path()]


@api.post(
    "/v1/environment/wards",
    action="register_ward",
    status_code=201,
    summary="Register a person to be monitored for falls, with a legal basis and an end",
)
def register_ward(body: Registering, caller: CallerNow) -> WardShown:
    caller.must(body.grid or body.community)
    if not members.covering(body.person, body.community):
        raise Refused("person-elsewhere")
    whose, now = members.actor(body.person), clock.now(body.community)
    bases.lawful(body, whose, now, sensitive=True, at="/body")  # of health
    request = seal.index(caller.digest(body))
    sealed = store.sealed(body.where, body.person)
    return acts.register(body, sealed, request, caller.id).shown()


@api.get(
    "/v1/environment/wards",
    action="list_wards",
    purpose=True,
    summary="The current wards of a community, optionally with or without a sensor; each person "
    "can see that the caller looked",
)
def list_wards(
    community: Annotated[Community, Query()],
    caller: CallerNow,
    equipped: Annotated[bool | None, Query()] = None,
    after: After = "",
) -> Wards:
    caller.must(community)
    page = acts.listed(community, equipped, after)
    looking.trace_wards(caller, page.items, "list")
    names = looking.called(caller, community, (one.person for one in page.items))
    return Wards(items=[views.listed(one) for one in page.items], next=page.next, names=names)


@api.get(
    "/v1/environment/wards/<person>",
    action="show_ward",
    purpose=True,
    summary="A ward with the address; the person can see that the caller looked",
)
def show_ward(person: Person, caller: CallerNow) -> WardCard:
    ward = store.ward(person)
    caller.must(ward)
    looking.trace_wards(caller, [ward], "ward")
    called = looking.called(caller, ward.community, (person, ward.guardian))
    names = staff.names(ward.community, (ward.by, ward.ended_by)) | called
    return WardCard(**dict(ward_seen(ward, store.where(ward))), names=names)


@api.post(
    "/v1/environment/wards/<person>/endings",
    action="end_ward",
    status_code=201,
    summary="End the monitoring of a person; idempotent",
)
def end_ward(person: Person, body: Ending, caller: CallerNow) -> WardShown:
    must_name_nobody(reason=body.reason)
    caller.must(store.ward(person))
    return acts.end(person, caller.id, body.reason).shown()
