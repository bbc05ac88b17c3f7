"""Routes of twins."""

from functions.devices.kinds import store as kinds
from functions.devices.register.acts import seen
from functions.devices.register.model import Device
from functions.devices.routes import Id, api
from linli import staff
from linli.api import IfMatch
from linli.auth import CallerNow
from linli.errors import Refused

from . import acts, rules, store
from .model import Settings, Twin, Wished


class Shown(Twin):
    """`delta` are desired settings not reported yet; `every_seconds` is the present interval of
    messages.
    """

    delta: Settings
    every_seconds: int
    names: dict[str, str]  # of staff, by their ids


@api.get(
    "/v1/devices/<device_id>/twin",
    action="show_twin",
    summary="A device's desired and reported settings, and its adjustment to the network",
)
def show_twin(device_id: Id, caller: CallerNow) -> Shown:
    device, _ = seen(device_id, caller)
    return _shown(device, store.twin(device))


@api.put(
    "/v1/devices/<device_id>/twin",
    action="set_device",
    summary="Set the desired settings of a device",
)
def set_device(device_id: Id, wished: Wished, version: IfMatch, caller: CallerNow) -> Shown:
    device, _ = seen(device_id, caller)
    if device.owner != "devices":
        raise Refused("told-by-its-owner")
    return _shown(device, acts.wish(device, wished, caller.id, version))


def _shown(device: Device, twin: Twin) -> Shown:
    seconds = rules.every(kinds.kind(device.kind).every_seconds, twin)
    names = staff.names(device.community, [twin.wished_by])
    return Shown(**dict(twin), delta=rules.delta(twin), every_seconds=seconds, names=names)
