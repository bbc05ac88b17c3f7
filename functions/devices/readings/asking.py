"""How a question for what a device measured is put and answered, whoever asks it."""

from datetime import timedelta
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query
from pydantic import AwareDatetime

from functions.devices.kinds.model import Kind
from functions.devices.register.model import Device
from functions.devices.routes import api
from linli import clock
from linli.messages import Measure
from linli.packs import paging
from linli.packs.history import Step

from .views import CSV, Readings, readings, table

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


def asked(
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


def shown(
    device: Device, wanted: paging.Asked, after: AwareDatetime | None, form: str | None
) -> Response[Readings | str]:
    now, rest = clock.now(device.community), wanted._replace(begins=after or wanted.begins)
    found = readings(paging.page(device.id, rest, now))
    if (form or _accepted()) == "json":
        return Response(200, JSON, found)
    name = f"{device.id}-{wanted.measure}.csv"
    headers = {"Content-Disposition": f"attachment; filename={name}"}
    if found.next:
        same = {
            "from": wanted.begins.isoformat(),
            "to": wanted.ends.isoformat(),
            "step": wanted.step,
        }
        more = urlencode({"measure": wanted.measure, **same, "after": found.next, "format": "csv"})
        headers["Link"] = f'<{api.current_event.path}?{more}>; rel="next"'
    return Response(200, CSV, table(found.items), headers=headers)


def _accepted() -> str:
    wanted = api.current_event.headers.get("accept", "")
    return "csv" if wanted.startswith(CSV) else "json"
