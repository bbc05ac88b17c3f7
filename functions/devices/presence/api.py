"""Routes of presence: who is silent, and when a device was last there."""

from functions.devices.readings import acts as readings
from functions.devices.routes import After, Id, Of, api
from linli.auth import CallerNow
from linli.model import Fact

from . import store
from .model import Connection, Silence


class Silences(Fact):
    items: list[Silence]
    next: str | None


class Presence(Fact):
    """Of a device that was never silent, or of whose session nothing is known, null."""

    connection: Connection | None
    silence: Silence | None


@api.get(
    "/v1/devices/silences",
    action="list_silences",
    summary="The silent devices of a community; not what a person wears or has at home",
)
def list_silences(community: Of, caller: CallerNow, after: After = "") -> Silences:
    caller.must(community)
    page = store.silent_shown(community, after)
    return Silences(items=page.items, next=page.next)


@api.get(
    "/v1/devices/<device_id>/presence",
    action="show_presence",
    summary="A device's session, and its last silence",
)
def show_presence(device_id: Id, caller: CallerNow) -> Presence:
    readings.seen(device_id, caller)
    silence = store.silences([device_id]).get(device_id)
    return Presence(connection=store.connection(device_id), silence=silence)
