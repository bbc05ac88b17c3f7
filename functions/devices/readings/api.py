"""Routes of what a device measured."""

from datetime import timedelta
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query
from pydantic import AwareDatetime

from functions.devices.kinds.model import Kind
from functions.devices.register.acts import seen
from functions.devices.register.model import Device
from functions.devices.routes import Id, api
from linli import clock
from linli.auth import CallerNow
from linli.messages import Measure
from linli.packs import paging, reading
from linli.packs.history import Step

from . import acts, store
from .views import CSV, Latest, Looks, Readings, readings, table

JSON = "application/json"
TABLE = {"schema": {"type": "string"}}
SHOWN: Any = {
    200: {
        "description": "In order; a step may be empty",
        "content": {JSON: {"model": Readings}, CSV: TABLE},
    }
}
Of = Annotated[Measure, Query()]
From = Annotated[AwareDatetime, Query(alias="from")]
To = Annotated[AwareDatetime | None, Query(alias="to")]
By = Annotated[Step, Query()]
After = Annotated[AwareDatetime | None, Query()]
Form = Annotated[Literal["json", "csv"] | None, Query(alias="format")]
Seen = Annotated[str, Query(pattern=r"^[0-9A-Z]{26}$|^$")]


@api.get(
    "/v1/devices/<device_id>/readings",
    action="list_readings",
    responses=SHOWN,
    summary="What a measure of a device came to, sample by sample or step by step; as CSV too",
)
def list_readings(
    device_id: Id,
    measure: Of,
    begins: From,
    caller: CallerNow,
    ends: To = None,
    step: By = "raw",
    after: After = None,
    form: Form = None,
) -> Response[Readings | str]:
    device, kind = seen(device_id, caller)
    return _shown(device, kind, _asked(device, kind, measure, begins, ends, step), after, form)


@api.get(
    "/v1/devices/<home_device_id>/personal-readings",
    action="list_personal_readings",
    purpose=True,
    responses=SHOWN,
    summary="The same of a device that a person wears or has at home; the look leaves a trace",
)
def list_personal_readings(
    home_device_id: Id,
    measure: Of,
    begins: From,
    caller: CallerNow,
    ends: To = None,
    step: By = "raw",
    after: After = None,
    form: Form = None,
) -> Response[Readings | str]:
    device, kind = acts.looked(home_device_id, caller, "readings")
    return _shown(device, kind, _asked(device, kind, measure, begins, ends, step), after, form)


@api.get(
    "/v1/devices/<device_id>/latest",
    action="show_latest",
    summary="What a device measured last, by event time",
)
def show_latest(device_id: Id, caller: CallerNow) -> Latest:
    device, _ = seen(device_id, caller)
    newest = reading.latest(device.id)
    return Latest(at=newest.at, measures=newest.measures) if newest else Latest()


@api.get(
    "/v1/devices/<device_id>/looks",
    action="list_device_looks",
    summary="Who looked at what is personal of a device, and for what",
)
def list_device_looks(device_id: Id, caller: CallerNow, after: Seen = "") -> Looks:
    seen(device_id, caller)
    found = store.looks(device_id, after)
    return Looks(items=found, next=found[-1].id if len(found) == store.SHOWN else None)


def _asked(
    device: Device,
    kind: Kind,
    measure: str,
    begins: AwareDatetime,
    ends: AwareDatetime | None,
    step: Step,
) -> paging.Asked:
    """A sample speaks until its device is taken for silent."""
    holds = timedelta(seconds=kind.every_seconds * kind.silent_after)
    return paging.Asked(measure, begins, ends or clock.now(device.community), step, holds)


def _shown(
    device: Device, kind: Kind, asked: paging.Asked, after: AwareDatetime | None, form: str | None
) -> Response[Readings | str]:
    now, rest = clock.now(device.community), asked._replace(begins=after or asked.begins)
    found = readings(paging.page(device.id, rest, now))
    if (form or _accepted()) == "json":
        return Response(200, JSON, found)
    name = f"{device.id}-{asked.measure}.csv"
    headers = {"Content-Disposition": f"attachment; filename={name}"}
    if found.next:
        same = {"from": asked.begins.isoformat(), "to": asked.ends.isoformat(), "step": asked.step}
        more = urlencode({"measure": asked.measure, **same, "after": found.next, "format": "csv"})
        headers["Link"] = f'<{api.current_event.path}?{more}>; rel="next"'
    return Response(200, CSV, table(found.items), headers=headers)


def _accepted() -> str:
    wanted = api.current_event.headers.get("accept", "")
    return "csv" if wanted.startswith(CSV) else "json"
