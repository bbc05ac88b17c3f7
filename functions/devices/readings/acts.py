"""Access to measurements: for those of a person's body or home it is restricted and logged."""

from datetime import UTC, datetime

from ulid import ULID

from functions.devices.kinds.model import Kind
from functions.devices.known import NUMBERS
from functions.devices.register import bases
from functions.devices.register import rules as register
from functions.devices.register.acts import seen
from functions.devices.register.model import Device
from linli import clock
from linli.auth import Caller
from linli.errors import Refused
from linli.refusals import UNAGREED

from . import store
from .model import Look, What

KEPT = NUMBERS["looks-kept"].span


def looked(device_id: str, caller: Caller, what: What) -> tuple[Device, Kind]:
    """The device, if this caller may see its person's readings; the access is logged. After consent
    is withdrawn, the rest is only stored until it is erased (L-PIP#47); a device registered without
    a sufficient basis counts as never consented to.
    """
    device, kind = seen(device_id, caller)
    at = clock.now(device.community)
    if register.over(device, at) or not bases.heard(device.agreed, kind, at):
        raise Refused(UNAGREED)
    now, place = datetime.now(UTC), device.grid or device.community
    said = {"id": str(ULID()), "device_id": device.id, "what": what, "by": caller.id}
    look = Look.model_validate({**said, "purpose": caller.purpose, "place": place, "at": now})
    store.trace(look, now + KEPT(now))
    return device, kind
