"""Routes to renew or end a device's certificates, and to replace its unit."""

from functions.devices.model import Serial, Words
from functions.devices.register.acts import seen
from functions.devices.register.model import Device
from functions.devices.routes import Id, api
from linli.anonymous import must_name_nobody
from linli.api import IfMatch
from linli.auth import CallerNow
from linli.model import Fact

from . import acts, store
from .model import Keys


class Why(Fact):
    reason: Words


class Mounted(Fact):
    """The newly mounted unit, which must claim; it may be the same one unless revoked."""

    serial: Serial
    reason: Words


@api.get("/v1/devices/<device_id>/keys", action="show_keys", summary="The certificates of a device")
def show_keys(device_id: Id, caller: CallerNow) -> Keys:
    device, _ = seen(device_id, caller)
    return store.keys(device.id, device.community)


@api.post(
    "/v1/devices/<device_id>/rotations",
    action="rotate_keys",
    status_code=201,
    summary="Permit a device, for a while, to request its next certificate with its present one",
)
def rotate_keys(device_id: Id, caller: CallerNow) -> Keys:
    device, _ = seen(device_id, caller)
    return acts.rotate(device, caller.id)


@api.post(
    "/v1/devices/<device_id>/revocations",
    action="revoke_device",
    status_code=201,
    summary="Revoke a device: its messages are refused from now on",
)
def revoke_device(device_id: Id, why: Why, version: IfMatch, caller: CallerNow) -> Device:
    must_name_nobody(reason=why.reason)
    seen(device_id, caller)
    return acts.revoke(device_id, version, caller.id, why.reason)


@api.post(
    "/v1/devices/<device_id>/replacements",
    action="replace_device",
    status_code=201,
    summary="Replace a device's unit: the history continues, the former unit's certificate ends",
)
def replace_device(device_id: Id, mounted: Mounted, version: IfMatch, caller: CallerNow) -> Device:
    must_name_nobody(reason=mounted.reason)
    seen(device_id, caller)
    return acts.replace(device_id, mounted.serial, version, caller.id, mounted.reason)
