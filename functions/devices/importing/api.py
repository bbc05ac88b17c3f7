"""Routes of imports: a table is checked at once, and applied over time."""

import hashlib
from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Path
from pydantic import Field

from functions.devices.kinds.model import PERSONAL
from functions.devices.register import store as register
from functions.devices.routes import After, Of, api
from linli import clock, staff
from linli.api import IdempotencyKey
from linli.auth import CallerNow
from linli.model import Fact
from linli.places import Community

from . import acts, rules, store
from .model import ImportShown

TableId = Annotated[str, Path(pattern=r"^[0-9a-f]{26}$")]


class Imports(Fact):
    items: list[ImportShown]
    next: str | None
    names: dict[str, str]  # of staff, by their ids


class OneImport(ImportShown):
    names: dict[str, str]  # of staff, by their ids


class Table(Fact):
    """CSV with a header: id, kind, name, lat, lon, address; optionally grid, building, zone,
    gateway, bearer, maker, model, serial; for personal kinds person, basis, document, until, and
    guardian if the guardian agreed.
    """

    community: Community
    csv: Annotated[str, Field(min_length=1, max_length=4_000_000)]


@api.post(
    "/v1/devices/imports",
    action="import_devices",
    status_code=201,
    summary="Register the devices of a table: all of them, or none if one is wrong",
)
def import_devices(table: Table, key: IdempotencyKey, caller: CallerNow) -> ImportShown:
    caller.must(table.community)
    read = rules.read(table.csv, table.community)
    known, now = acts.known(read, table.community), clock.now(table.community)
    if any(kind.personal for kind in known.kinds.values()):
        caller.must(table.community, kind=PERSONAL)
    wrong = rules.checked(read, known, register.LONGEST(now), now)
    contents = hashlib.sha256(table.csv.encode()).hexdigest()
    job = rules.begun(caller.derive(key), table.community, read, wrong, caller.id, now)
    if not wrong:
        job = job.model_copy(update={"pages": f"{job.id}#{contents[:32]}"})
        store.keep(job.pages, rules.pages(read.rows))
    return store.begin(job, caller.digest(table)).shown()


@api.get("/v1/devices/imports", action="list_imports", summary="A community's imports of devices")
def list_imports(community: Of, caller: CallerNow, after: After = "") -> Imports:
    caller.must(community)
    page = store.imports(community, after)
    names = staff.names(community, (one.by for one in page.items))
    return Imports(items=[one.shown() for one in page.items], next=page.next, names=names)


@api.get(
    "/v1/devices/imports/<table_id>",
    action="show_import",
    summary="An import: progress, and errors by row and column",
)
def show_import(table_id: TableId, caller: CallerNow) -> OneImport:
    job = store.job(table_id)
    caller.must(job)
    return OneImport(**dict(job.shown()), names=staff.names(job.community, [job.by]))
