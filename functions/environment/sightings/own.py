"""Routes for people about their own falls, and their own monitoring.

Those with a mandate to read and answer a person's notices may answer. Everything else has no scope:
it concerns health and home, and no mandate for profiles or consents includes that. A legal guardian
sees by what the ward is watched over, and may end it (L-PIP#31, L-CC#34).
"""

from functions.environment.routes import After, api
from linli import staff
from linli.api import IdempotencyKey
from linli.auth import CallerNow
from linli.city import city
from linli.errors import NotFound, Refused

from . import acts, store, views
from .api import SightingId
from .views import Answering, LooksAtMe, Me, OwnFall
from .wards import acts as caring
from .wards import store as wards
from .wards.model import WardShown


@api.post(
    "/v1/environment/sightings/<sighting_id>/answers",
    own=True,
    scope="notices",
    status_code=201,
    summary="Answer after a fall: all is well, or help is needed; also by representatives",
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
    guardian=True,
    summary="The sensors that monitor the caller, and the latest falls",
)
def show_me(caller: CallerNow) -> Me:
    ward, group = wards.shown(caller.id), store.group("fall", caller.id)
    found = [store.known(one.id) for one in group.recent]
    falls = [views.own_fall(one) for one in found if one]
    seen = views.ward_seen(ward, wards.where(ward)) if ward else None
    names = staff.names(ward.community, (ward.by, ward.ended_by)) if ward else {}
    return Me(ward=seen, falls=falls[::-1], names=names)


@api.post(
    "/v1/environment/me/withdrawals",
    own=True,
    guardian=True,
    status_code=201,
    summary="End the monitoring of the caller; idempotent",
)
def withdraw_consent(caller: CallerNow) -> WardShown:
    if wards.shown(caller.id) is None:
        raise Refused("not-watched-over")
    return caring.end(caller.id, caller.by, "").shown()


@api.get(
    "/v1/environment/lookups",
    own=True,
    summary="Who looked at the caller's data here, and for which purpose",
)
def list_lookups(caller: CallerNow, after: After = "") -> LooksAtMe:
    page = store.looks_at(caller.id, after)
    names = staff.names(city().code, (look.by for look in page.items))
    return LooksAtMe(items=page.items, next=page.next, names=names)
