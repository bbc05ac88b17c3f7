"""Who may see what a device measured: of a person's body or home fewer, and it is kept who did."""

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
    """The device, if it is one whose person's readings this caller may see; it leaves a trace. Once
    he agrees no more, what is left of them is stored alone until it goes (L-PIP#47); what was
    registered without enough of a basis is as if he never had.
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
