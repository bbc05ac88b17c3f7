"""Routes of imports: upload a file, preview it, apply it, download the results."""

from datetime import UTC, datetime, timedelta
from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path, Query

from functions.facilities.routes import After, api
from linli import clock, rates, workflow
from linli.anonymous import must_name_nobody
from linli.api import IdempotencyKey
from linli.auth import CallerNow
from linli.evidence.model import Offered
from linli.places import Community

from . import driving, files, store, views
from .model import Import
from .views import Application, Detail, Imports, SeenRows, Start, Upload, Which

MACHINE = "importing"
HOUR, OFTEN = timedelta(hours=1), 30  # files per person
LOOKS, SHOWN = 25, 40  # pages per answer; rows after which no further page is begun
CSV = "text/csv"
ImportId = Annotated[str, Path(pattern=r"^[0-9a-f]{26}$")]
Number = Annotated[int, Query(ge=0, le=100_000)]  # of a page


@api.post(
    "/v1/facilities/uploads",
    action="offer_import",
    status_code=201,
    summary="Get the address to upload a file of assets to; it is kept for a day",
)
def offer_import(body: Upload, key: IdempotencyKey, caller: CallerNow) -> Offered:
    caller.must(body.community)
    upload = caller.derive(f"{body.community}|{key}")
    return files.offer(body.community, upload)


@api.post(
    "/v1/facilities/imports",
    action="start_import",
    status_code=201,
    summary="Check a file; nothing is changed before it is applied",
)
def start_import(body: Start, key: IdempotencyKey, caller: CallerNow) -> Detail:
    caller.must(body.community)
    rates.take(f"imports#{caller.id}", OFTEN, HOUR, datetime.now(UTC))
    size, now = files.size(body.community, body.upload), clock.now(body.community)
    new = driving.begun(caller.derive(key), body.community, body.upload, caller.id, size, now)
    job = store.begin(new, caller.digest(body))
    if job.stage == "reading":
        workflow.start(MACHINE, job)
    return views.detail(job)


@api.get(
    "/v1/facilities/imports", action="list_imports", summary="A community's imports, the latest"
)
def list_imports(
    community: Annotated[Community, Query()], caller: CallerNow, after: After = ""
) -> Imports:
    caller.must(community)
    page = store.imports(community, after)
    return Imports(items=[job.shown() for job in page.items], next=page.next)


@api.get(
    "/v1/facilities/imports/<import_id>",
    action="show_import",
    summary="An import: progress, findings, outcome",
)
def show_import(import_id: ImportId, caller: CallerNow) -> Detail:
    job = store.job(import_id)
    caller.must(job)
    return views.detail(job)


@api.get(
    "/v1/facilities/imports/<import_id>/rows",
    action="show_import",
    summary="The rows of an import, or those of one sort: errors and changes",
)
def list_rows(
    import_id: ImportId,
    caller: CallerNow,
    which: Annotated[Which | None, Query()] = None,
    after: Number = 0,
) -> SeenRows:
    caller.must(store.job(import_id))
    pages, done = store.pages(import_id, after, LOOKS), store.done(import_id, after, LOOKS)
    found: list[views.Seen] = []
    for page in pages:
        seen = views.seen(page, done.get(page.number))
        found += [one for one in seen if views.fits(one, which)]
        after = page.number
        if len(found) >= SHOWN:
            break
    more = bool(pages) and (after < pages[-1].number or len(pages) == LOOKS)
    return SeenRows(items=found, next=str(after) if more else None)


@api.get(
    "/v1/facilities/imports/<import_id>/results",
    action="show_import",
    responses={200: {"description": "To keep", "content": {CSV: {"schema": {"type": "string"}}}}},
    summary="All rows as a table (CSV, UTF-8), with the outcome of each",
)
def show_results(import_id: ImportId, caller: CallerNow) -> Response[str]:
    caller.must(store.job(import_id))
    table = views.table(store.pages(import_id, 0), store.done(import_id))
    return Response(
        200, CSV, table, headers={"Content-Disposition": f"attachment; filename={import_id}.csv"}
    )


@api.post(
    "/v1/facilities/imports/<import_id>/applications",
    action="apply_import",
    status_code=201,
    summary="Apply a checked import; with errors only if their rows are to be skipped",
)
def apply_import(import_id: ImportId, body: Application, caller: CallerNow) -> Detail:
    must_name_nobody(reason=body.reason)
    caller.must(store.job(import_id))

    def apply(job: Import) -> Import | None:
        return driving.apply(job, caller.id, clock.now(job.community), **body.model_dump())

    job = store.change(import_id, apply)
    if job.stage == "applying":
        workflow.start(MACHINE, job)
    return views.detail(job)


@api.post(
    "/v1/facilities/imports/<import_id>/cancellations",
    action="cancel_import",
    status_code=201,
    summary="Stop an import; rows already applied remain",
)
def cancel_import(import_id: ImportId, caller: CallerNow) -> Detail:
    caller.must(store.job(import_id))

    def cancel(job: Import) -> Import | None:
        return driving.cancel(job, caller.id, clock.now(job.community))

    return views.detail(store.change(import_id, cancel))
