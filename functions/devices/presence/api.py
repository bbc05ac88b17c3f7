"""Routes of presence: silent devices, and when a device was last seen."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query

from functions.devices.model import KindId
from functions.devices.register import store as devices
from functions.devices.register.acts import seen
from functions.devices.register.model import Device
from functions.devices.routes import After, Id, Of, api
from linli.auth import CallerNow
from linli.model import Fact

from . import store
from .model import Connection, Silence


class SilenceShown(Silence):
    """With the device's registered location; `zone` is its supply block."""

    name: str | None
    building: str | None
    zone: str | None


class Silences(Fact):
    items: list[SilenceShown]
    next: str | None


class Presence(Fact):
    """Fields are null if the device was never silent, or its session is unknown."""

    connection: Connection | None
    silence: Silence | None


@api.get(
    "/v1/devices/silences",
    action="list_silences",
    summary="The silent devices of a community, or of a kind there; not what a person wears or has "
    "at home",
)
def list_silences(
    community: Of,
    caller: CallerNow,
    kind: Annotated[KindId | None, Query()] = None,
    after: After = "",
) -> Silences:
    caller.must(community)
    page = store.silent_shown(community, kind or "", after)
    known = devices.known(one.device_id for one in page.items) if page.items else {}
    items = [_shown(one, known.get(one.device_id)) for one in page.items]
    return Silences(items=items, next=page.next)


@api.get(
    "/v1/devices/<device_id>/presence",
    action="show_presence",
    summary="A device's session, and its last silence",
)
def show_presence(device_id: Id, caller: CallerNow) -> Presence:
    seen(device_id, caller)
    silence = store.silences([device_id]).get(device_id)
    return Presence(connection=store.connection(device_id), silence=silence)


def _shown(silence: Silence, device: Device | None) -> SilenceShown:
    where = {name: getattr(device, name, None) for name in ("name", "building", "zone")}
    return SilenceShown.model_validate({**silence.model_dump(), **where})
