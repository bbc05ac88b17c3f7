"""Routes of sightings and their outcome."""

from datetime import datetime
from typing import Annotated, Literal

from aws_lambda_powertools.event_handler.openapi.params import Path, Query

from functions.environment.routes import After, api
from linli import staff
from linli.anonymous import must_name_nobody
from linli.api import IdempotencyKey
from linli.auth import CallerNow
from linli.errors import NotFound
from linli.places import Community

from . import acts, handling, looking, rows, store, views
from .model import Changed, Found, Kind, Sighting
from .views import Clips, Fallen, Finds, Looks, OneSighting, Sightings, SightingShown
from .wards import acts as caring

SightingId = Annotated[str, Path(pattern=r"^[0-9a-f]{26}$")]


@api.get(
    "/v1/environment/sightings",
    action="list_sightings",
    summary="Falls or thrown objects detected in a community, latest first; or the open ones",
)
def list_sightings(
    community: Annotated[Community, Query()],
    kind: Annotated[Kind, Query()],
    caller: CallerNow,
    stage: Annotated[Literal["open"] | None, Query()] = None,
    after: After = "",
) -> Sightings:
    caller.must(community)
    page = (store.open_ones if stage else store.sightings)(community, kind, after)
    return Sightings(items=[views.shown(one) for one in page.items], next=page.next)


@api.get("/v1/environment/sightings/<sighting_id>", action="show_sighting", summary="One sighting")
def show_sighting(sighting_id: SightingId, caller: CallerNow) -> OneSighting:
    sighting = store.sighting(sighting_id)
    caller.must(sighting)
    found_by = sighting.found.by if sighting.found else None
    names = staff.names(sighting.community, [found_by])
    return OneSighting(**dict(views.shown(sighting)), names=names)


@api.get(
    "/v1/environment/sightings/<sighting_id>/clips",
    action="list_clips",
    purpose=True,
    summary="The location and retention of a sighting's clip; the access is recorded",
)
def list_clips(sighting_id: SightingId, caller: CallerNow) -> Clips:
    sighting = store.sighting(sighting_id)
    caller.must(sighting)
    looking.trace_sighting(caller, sighting, "clips")
    return Clips(items=[views.clip(one) for one in store.clips(sighting_id)])


@api.get(
    "/v1/environment/sightings/<sighting_id>/person",
    action="show_fallen",
    purpose=True,
    summary="Who fell, and the address, for those who go there; the person can see the access",
)
def show_fallen(sighting_id: SightingId, caller: CallerNow) -> Fallen:
    sighting = store.sighting(sighting_id)
    caller.must(sighting)
    if sighting.person is None:
        raise NotFound
    looking.trace_sighting(caller, sighting, "person")
    person = sighting.person
    names = looking.called(caller, sighting.community, [person])
    return Fallen(person=person, where=caring.where(person), names=names)


@api.get(
    "/v1/environment/sightings/<sighting_id>/looks",
    action="list_looks",
    summary="Who looked at a sighting's clips or person, and for which purpose (L-VID#16)",
)
def list_looks(sighting_id: SightingId, caller: CallerNow, after: After = "") -> Looks:
    sighting = store.sighting(sighting_id)
    caller.must(sighting)
    page = store.looks(sighting_id, after)
    names = staff.names(sighting.community, (look.by for look in page))
    more = page[-1].id if len(page) == store.SHOWN else None
    return Looks(items=page, next=more, names=names)


@api.post(
    "/v1/environment/sightings/<sighting_id>/findings",
    action="judge_sighting",
    status_code=201,
    summary="Record what was found on site; once",
)
def judge_sighting(
    sighting_id: SightingId, body: Finds, key: IdempotencyKey, caller: CallerNow
) -> SightingShown:
    must_name_nobody(note=body.note)
    caller.must(store.sighting(sighting_id))

    def decide(sighting: Sighting, now: datetime) -> Changed:
        found = Found(**body.model_dump(), by=caller.id, at=now)
        return handling.find(sighting, found, rows.rule(sighting.kind, sighting.since), now)

    return views.shown(acts.change(sighting_id, decide))
