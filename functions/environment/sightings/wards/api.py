"""Routes of wards: the person, the address, and the end."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Path

from functions.environment.routes import api
from functions.environment.sightings import looking
from functions.environment.sightings.sensors.model import Sub
from functions.environment.sightings.views import WardSeen, ward_seen
from linli import bases, clock, members, seal
from linli.auth import CallerNow
from linli.errors import Refused

from . import acts, store
from .model import Ending, Registering, WardShown

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
    bases.lawful(body.basis, whose, body.guardian, now, sensitive=True, at="/body")  # of health
    request = seal.index(caller.digest(body))
    sealed = store.sealed(body.where, body.person)
    return acts.register(body, sealed, request, caller.id).shown()


@api.get(
    "/v1/environment/wards/<person>",
    action="show_ward",
    purpose=True,
    summary="A ward with the address; the person can see that the caller looked",
)
def show_ward(person: Person, caller: CallerNow) -> WardSeen:
    ward = store.ward(person)
    caller.must(ward)
    looking.trace(caller, f"ward#{person}", person, "ward", ward.grid or ward.community)
    return ward_seen(ward, store.where(ward))


@api.post(
    "/v1/environment/wards/<person>/endings",
    action="end_ward",
    status_code=201,
    summary="End the monitoring of a person; idempotent",
)
def end_ward(person: Person, body: Ending, caller: CallerNow) -> WardShown:
    caller.must(store.ward(person))
    return acts.end(person, caller.id, body.reason).shown()
