"""Routes of the devices that are registered about the caller.

No scope permits them, as they show health and home, which a delegation for the profile or for
consents does not cover. A legal guardian sees which devices there are, and may withdraw on the
person's behalf (L-PIP#31, L-CC#34), but does not see measurements.
"""

from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query

from functions.devices.readings import store as looks
from functions.devices.readings.api import Seen
from functions.devices.readings.asking import asked, shown
from functions.devices.routes import After as Place
from functions.devices.routes import Id, api
from functions.devices.watching import forgetting
from functions.devices.watching import store as alarms
from functions.devices.watching.views import Alarms
from linli import clock, staff
from linli.auth import CallerNow
from linli.city import city
from linli.packs.asking import SHOWN, After, By, Form, From, Of, Readings, To

from . import acts, views
from .views import LooksAtMine, Mine, MyDevices

Last = Annotated[str, Query(pattern=r"^([A-Z]{2}-[A-Za-z0-9-]{1,40}|[0-9]{16}|)$")]


@api.get(
    "/v1/devices/me",
    own=True,
    guardian=True,
    summary="The caller's devices, worn or at home: legal basis, end, and how long data are kept",
)
def list_my_devices(caller: CallerNow, after: Last = "") -> MyDevices:
    items, more = acts.page(caller.id, after)
    kept, here = views.kept(clock.now(city().code)), city().code
    names = staff.names(here, (one.by for one in items))
    return MyDevices(items=items, next=more, kept=kept, names=names)


@api.get(
    "/v1/devices/me/<home_device_id>/looks",
    own=True,
    summary="Who looked at its readings or alarms and for which purpose, latest first",
)
def list_looks_at_mine(home_device_id: Id, caller: CallerNow, after: Seen = "") -> LooksAtMine:
    device, _ = acts.mine(home_device_id, caller.id)
    found = looks.looks(home_device_id, after)
    names = staff.names(device.community, (look.by for look in found))
    more = found[-1].id if len(found) == looks.SHOWN else None
    return LooksAtMine(items=found, next=more, names=names)


@api.get(
    "/v1/devices/me/<home_device_id>/alarms",
    own=True,
    summary="The alarms of the caller's device, latest first; not for delegates or guardians",
)
def list_my_alarms(home_device_id: Id, caller: CallerNow, after: Place = "") -> Alarms:
    acts.measured(home_device_id, caller.id)
    page = forgetting.remembered(alarms.alarms(home_device_id, after))
    return Alarms(items=page.items, next=page.next)


@api.get(
    "/v1/devices/me/<home_device_id>/readings",
    own=True,
    responses=SHOWN,
    summary="What the caller's device measured; not for delegates, guardians or third-party apps",
)
def list_my_readings(
    home_device_id: Id,
    measure: Of,
    begins: From,
    caller: CallerNow,
    ends: To = None,
    step: By = "raw",
    after: After = None,
    form: Form = None,
) -> Response[Readings | str]:
    device, kind = acts.measured(home_device_id, caller.id)
    return shown(device, asked(device, kind, measure, begins, ends, step), after, form)


@api.post(
    "/v1/devices/me/<home_device_id>/withdrawals",
    own=True,
    guardian=True,
    status_code=201,
    summary="Withdraw consent to a device: its messages are refused at once; idempotent",
)
def withdraw_device(home_device_id: Id, caller: CallerNow) -> Mine:
    device, kind = acts.withdraw(home_device_id, caller.id, caller.by)
    return acts.shown(device, kind, caller.id)
