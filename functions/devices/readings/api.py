"""Routes of measurements."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query

from functions.devices.register.acts import seen
from functions.devices.routes import Id, api
from linli import staff
from linli.auth import CallerNow
from linli.packs import reading
from linli.packs.asking import SHOWN, After, By, Form, From, Of, Readings, To

from . import acts, store
from .asking import asked, shown
from .views import Latest, Looks

Seen = Annotated[str, Query(pattern=r"^[0-9A-Z]{26}$|^$")]


@api.get(
    "/v1/devices/<device_id>/readings",
    action="list_readings",
    responses=SHOWN,
    summary="The readings of a measure of a device, as samples or by step; also as CSV",
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
    return shown(device, asked(device, kind, measure, begins, ends, step), after, form)


@api.get(
    "/v1/devices/<home_device_id>/personal-readings",
    action="list_personal_readings",
    purpose=True,
    responses=SHOWN,
    summary="The readings of a personal device; the access is recorded",
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
    return shown(device, asked(device, kind, measure, begins, ends, step), after, form)


@api.get(
    "/v1/devices/<device_id>/latest",
    action="show_latest",
    summary="The latest readings of a device, by event time",
)
def show_latest(device_id: Id, caller: CallerNow) -> Latest:
    device, _ = seen(device_id, caller)
    newest = reading.latest(device.id)
    return Latest(at=newest.at, measures=newest.measures) if newest else Latest()


@api.get(
    "/v1/devices/<device_id>/looks",
    action="list_device_looks",
    summary="Who looked at a device's personal data and for which purpose, latest first",
)
def list_device_looks(device_id: Id, caller: CallerNow, after: Seen = "") -> Looks:
    device, _ = seen(device_id, caller)
    found = store.looks(device_id, after)
    names = staff.names(device.community, (look.by for look in found))
    more = found[-1].id if len(found) == store.SHOWN else None
    return Looks(items=found, next=more, names=names)
