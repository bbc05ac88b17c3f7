"""Routes for residents: photographs, possible duplicates, reports."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Path, Query

from functions.facilities.photos import rules as photo_rules
from functions.facilities.photos import store as photo_store
from functions.facilities.routes import After, api
from linli import clock, rates
from linli.api import IdempotencyKey
from linli.auth import CallerNow
from linli.errors import NotFound
from linli.geo import Spot
from linli.places import Community
from linli.store import until_settled

from . import entries, finding, showing, store
from .finding import CATEGORIES, NUMBERS
from .model import CategoryId, HazardId, Report, Source, Where
from .views import (
    MyReport,
    MyReports,
    NewReport,
    Similars,
    Sorts,
    sort,
)

DAY = timedelta(days=1)


@api.get(
    "/v1/facilities/categories",
    action="list_categories",
    summary="The categories of reports, in words",
)
def list_categories(community: Annotated[Community, Query()], caller: CallerNow) -> Sorts:
    caller.must(community)
    now = clock.now(community)
    rows = [row for row in CATEGORIES if row.reported and row.in_force(now)]
    return Sorts(items=[sort(row) for row in rows])


@api.get(
    "/v1/facilities/hazards/similar",
    action="list_similar",
    summary="Open hazards nearby that may be the same, before reporting",
)
def list_similar(
    community: Annotated[Community, Query()],
    category: Annotated[CategoryId, Query()],
    lat: Annotated[float, Query(ge=-90, le=90)],
    lon: Annotated[float, Query(ge=-180, le=180)],
    caller: CallerNow,
) -> Similars:
    caller.must(community)
    where = Where(point=Spot(lat=lat, lon=lon))
    return Similars(items=showing.similar(community, category, where))


@api.post(
    "/v1/facilities/reports",
    action="report_hazard",
    status_code=201,
    summary="Report a hazard; the answer has a number and the promised time",
)
def report_hazard(body: NewReport, key: IdempotencyKey, caller: CallerNow) -> MyReport:
    caller.must(body.community)
    report_id, request = caller.derive(key), caller.digest(body)
    photos = photo_store.photos(body.photos)
    if not _is_known(report_id):  # a repeat does not count
        now = datetime.now(UTC)
        rates.take(f"reports#{caller.id}", NUMBERS["reports"].count(now), DAY, now)

    def settle() -> Report:
        now = clock.now(body.community)
        known = _is_known(report_id)
        source = Source(
            id=report_id,
            found_by="report",
            at=now,
            photos=() if known else photo_rules.proofs(photos, body.photos, caller.id),
            **body.model_dump(include={"community", "category", "where", "words"}),
        )
        begun = finding.found(source, now, to=body.join)
        report = Report(
            id=report_id,
            community=body.community,
            number=store.next_number("BG", body.community, now),
            person=caller.id,
            category=body.category,
            at=now,
            promised_at=entries.promised(NUMBERS, begun.root),
        )
        used = photo_store.belong(photos, source.photos, report_id)
        return store.begin(store.report_of(report, request), [*begun.writes, *used])

    return showing.mine(until_settled(settle))


@api.get("/v1/facilities/reports", own=True, summary="The caller's own reports, latest first")
def list_reports(caller: CallerNow, after: After = "") -> MyReports:
    page = store.reports_of(caller.id, after)
    return MyReports(items=showing.cards(page.items), next=page.next)


@api.get(
    "/v1/facilities/reports/<report_id>",
    own=True,
    summary="The caller's own report, and its progress until it was closed",
)
def show_report(report_id: Annotated[HazardId, Path()], caller: CallerNow) -> MyReport:
    report = store.report(report_id)
    if report.person != caller.id:
        raise NotFound
    return showing.mine(report)


def _is_known(report_id: str) -> bool:
    with suppress(NotFound):
        return bool(store.report(report_id))
    return False
