"""Routes of stations, of their present values, and of laboratory results."""

from functools import partial
from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Path, Query

from functions.environment.cases import rules as case_rules
from functions.environment.cases import store as cases
from functions.environment.cases import views as case_views
from functions.environment.cases.model import Judging
from functions.environment.cases.views import CaseShown
from functions.environment.model import StationKind
from functions.environment.routes import After, Id, Where, api
from functions.environment.stations import rules, store
from functions.environment.stations.model import Station, StationCard, StationRevision
from functions.environment.values.views import Indexes, index
from linli import clock
from linli.anonymous import must_name_nobody
from linli.api import IdempotencyKey, IfMatch
from linli.auth import CallerNow
from linli.store import until_settled

from . import acts, views
from . import store as watches
from .views import StationNow, Stations

CaseId = Annotated[str, Path(pattern=r"^[0-9a-f]{26}$")]


@api.post(
    "/v1/environment/stations",
    action="register_station",
    status_code=201,
    summary="Register a station of air, noise or water",
)
def register_station(card: StationCard, caller: CallerNow) -> Station:
    caller.must(card.community)
    station = rules.placed(Station(**card.model_dump()))
    watch = acts.begun(station, clock.now(station.community))
    return store.register(station, caller.digest(card), watch)


@api.put(
    "/v1/environment/stations/<station_id>",
    action="revise_station",
    summary="Correct a station's registration, or retire it",
)
def revise_station(
    station_id: Id, revision: StationRevision, version: IfMatch, caller: CallerNow
) -> Station:
    caller.must(store.station(station_id))

    def revise() -> Station:
        return store.revise(rules.revise(store.station(station_id), revision, version))

    return until_settled(revise)


@api.get(
    "/v1/environment/stations",
    public=True,
    summary="The stations of a community or a wider place, each with its latest hour",
)
def list_stations(
    place: Where, kind: Annotated[StationKind | None, Query()] = None, after: After = ""
) -> Stations:
    page = store.stations(place, kind, after)
    known = watches.known(one.id for one in page.items)
    items = [views.shown(one, known.get(one.id)) for one in page.items]
    return Stations(items=items, next=page.next)


@api.get(
    "/v1/environment/stations/<station_id>",
    public=True,
    summary="A station with its latest hour, its measures and their limits there",
)
def show_station(station_id: Id) -> StationNow:
    return views.now(store.station(station_id), watches.watch(station_id), acts.CALM)


@api.get(
    "/v1/environment/indexes",
    public=True,
    summary="The air quality index in a place: the latest hour of each station, with advice",
)
def list_indexes(place: Where, after: After = "") -> Indexes:
    page = watches.air(place, after)
    known = store.known(one.station_id for one in page.items)
    items = [
        index(known[one.station_id], one.latest)
        for one in page.items
        if one.latest and known[one.station_id].state == "in_use"
    ]
    return Indexes(items=items, next=page.next)


@api.post(
    "/v1/environment/cases/<case_id>/results",
    action="enter_result",
    status_code=201,
    summary="Record a laboratory's result for a sample of water",
)
def enter_result(
    case_id: CaseId, body: Judging, key: IdempotencyKey, caller: CallerNow
) -> CaseShown:
    must_name_nobody(note=body.note)
    case = cases.case(case_id)
    caller.must(case, kind="Case")
    request, now = caller.request(key, body, case_id), clock.now(case.community)
    how = partial(case_rules.judge, said=body, by=caller.id, request=request)
    decide = partial(how, worse=acts.worst(case.since), now=now)
    return case_views.shown(acts.judged(case_id, decide))
