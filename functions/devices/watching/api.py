"""Routes of a device's alarms, maintenance windows, and trials of rules."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Path

from functions.devices.known import NUMBERS
from functions.devices.readings import acts as readings
from functions.devices.register import rules as lines
from functions.devices.register.acts import seen
from functions.devices.routes import After, Id, api
from linli import clock, staff
from linli.anonymous import must_name_nobody
from linli.api import IdempotencyKey
from linli.auth import CallerNow
from linli.store import Page

from . import acts, forgetting, rules, store, trying
from .model import Alarm, Wanted
from .views import Alarms, Shown, Tried, Trying, Windows, tried, window

LONGEST, LONGEST_SAFETY = (
    NUMBERS[name].span for name in ("window-longest", "window-longest-safety")
)
WindowId = Annotated[str, Path(pattern="^[0-9a-f]{26}$")]


@api.get(
    "/v1/devices/<device_id>/alarms",
    action="list_alarms",
    summary="The alarms of a device as last published, latest first",
)
def list_alarms(device_id: Id, caller: CallerNow, after: After = "") -> Alarms:
    seen(device_id, caller)
    return _alarms(store.alarms(device_id, after))


@api.get(
    "/v1/devices/<home_device_id>/personal-alarms",
    action="list_personal_alarms",
    purpose=True,
    summary="The alarms of a personal device; the access is recorded",
)
def list_personal_alarms(home_device_id: Id, caller: CallerNow, after: After = "") -> Alarms:
    readings.looked(home_device_id, caller, "alarms")
    return _alarms(forgetting.remembered(store.alarms(home_device_id, after)))


@api.get(
    "/v1/devices/<device_id>/windows",
    action="list_device_windows",
    summary="The windows of maintenance and tests of a device",
)
def list_device_windows(device_id: Id, caller: CallerNow) -> Windows:
    device, _ = seen(device_id, caller)
    found = store.watch(device.id, device.community).windows
    names = staff.names(device.community, (who for one in found for who in (one.by, one.ended_by)))
    return Windows(items=[window(one) for one in found], names=names)


@api.post(
    "/v1/devices/<device_id>/windows",
    action="open_device_window",
    status_code=201,
    summary="Register a window of maintenance (no new alarms) or of tests (drills) of a device",
)
def open_device_window(
    device_id: Id, wanted: Wanted, key: IdempotencyKey, caller: CallerNow
) -> Shown:
    must_name_nobody(reason=wanted.reason)
    device, kind = seen(device_id, caller)
    lines.living(device)
    new = rules.window(wanted, caller.derive(key), caller.digest(wanted, device_id), caller.id)
    now = clock.now(device.community)
    longest = (LONGEST_SAFETY if kind.safety else LONGEST)(now)
    line = lines.line("window-opened", now, caller.id, wanted.reason, why=wanted.why)
    after = acts.work(device, lambda one: rules.proposed(one, new, longest, now), line)
    return window(rules.the(after.windows, new.id))


@api.post(
    "/v1/devices/<device_id>/windows/<device_window_id>/endings",
    action="end_device_window",
    status_code=201,
    summary="End a window early: from now on every alarm is a real one",
)
def end_device_window(device_id: Id, device_window_id: WindowId, caller: CallerNow) -> Shown:
    device, _ = seen(device_id, caller)
    now = clock.now(device.community)
    line = lines.line("window-ended", now, caller.id)
    after = acts.work(device, lambda one: rules.ended(one, device_window_id, caller.id, now), line)
    return window(rules.the(after.windows, device_window_id))


@api.post(
    "/v1/devices/<device_id>/trials",
    action="try_rule",
    summary="Try a rule on what a device has measured: how often it would have fired; no effects",
)
def try_rule(device_id: Id, asked: Trying, caller: CallerNow) -> Tried:
    device, kind = seen(device_id, caller)
    return tried(trying.tried(device, kind, asked.rule, asked.begins, asked.until), asked)


def _alarms(page: Page[Alarm]) -> Alarms:
    return Alarms(items=page.items, next=page.next)
