"""Routes of commands and leases."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Path

from functions.devices.register.acts import seen
from functions.devices.routes import After, Id, api
from linli import staff
from linli.anonymous import must_name_nobody
from linli.api import IdempotencyKey
from linli.auth import CallerNow
from linli.errors import NotFound
from linli.leases import Wish
from linli.model import Fact

from . import acts, store
from .model import Break, Command, CommandShown, Lease, Order

CommandId = Annotated[str, Path(pattern=r"^[0-9a-f]{26}$")]


class LeaseShown(Lease):
    names: dict[str, str]  # of staff, by their ids


class Commands(Fact):
    items: list[CommandShown]
    next: str | None
    names: dict[str, str]  # of staff, by id


@api.post(
    "/v1/devices/<device_id>/commands",
    action="command_device",
    status_code=201,
    summary="Send a command to a device, with an expiry; its kind may require a lease",
)
def command_device(
    device_id: Id, order: Order, key: IdempotencyKey, caller: CallerNow
) -> CommandShown:
    device, _ = seen(device_id, caller)
    return acts.order(device, order, caller.id, caller.request(key, order, device_id)).shown()


@api.get(
    "/v1/devices/<device_id>/commands",
    action="list_commands",
    summary="The commands of a device with their outcomes, latest first",
)
def list_commands(device_id: Id, caller: CallerNow, after: After = "") -> Commands:
    device, _ = seen(device_id, caller)
    page = store.commands(device_id, after)
    people = (who for one in page.items for who in (one.by, one.cancelled_by))
    names = staff.names(device.community, people)
    return Commands(items=[one.shown() for one in page.items], next=page.next, names=names)


@api.get(
    "/v1/devices/<device_id>/commands/<command_id>",
    action="show_command",
    summary="One command with its outcome",
)
def show_command(device_id: Id, command_id: CommandId, caller: CallerNow) -> CommandShown:
    seen(device_id, caller)
    return _of(device_id, command_id).shown()


@api.post(
    "/v1/devices/<device_id>/commands/<command_id>/cancellations",
    action="cancel_command",
    status_code=201,
    summary="Cancel a command; the answer shows what the device has done by then",
)
def cancel_command(device_id: Id, command_id: CommandId, caller: CallerNow) -> CommandShown:
    device, _ = seen(device_id, caller)
    return acts.cancel(device, _of(device_id, command_id), caller.id).shown()


@api.post(
    "/v1/devices/<device_id>/leases",
    action="lease_device",
    status_code=201,
    summary="Get or extend the lease of a device: only its holder may command it",
)
def lease_device(device_id: Id, wish: Wish, caller: CallerNow) -> Lease:
    device, _ = seen(device_id, caller)
    return acts.take(device, caller.id, wish.minutes)


@api.get(
    "/v1/devices/<device_id>/leases",
    action="show_lease",
    summary="The present lease of a device",
)
def show_lease(device_id: Id, caller: CallerNow) -> LeaseShown:
    device, _ = seen(device_id, caller)
    lease = store.lease(device_id) or Lease(device_id=device.id, community=device.community)
    return LeaseShown(**dict(lease), names=staff.names(device.community, [lease.holder]))


@api.post(
    "/v1/devices/<device_id>/releases",
    action="release_device",
    status_code=201,
    summary="Give back one's lease of a device",
)
def release_device(device_id: Id, caller: CallerNow) -> Lease:
    device, _ = seen(device_id, caller)
    return acts.give_back(device, caller.id, broken=False)


@api.post(
    "/v1/devices/<device_id>/breaks",
    action="break_lease",
    status_code=201,
    summary="End another's lease of a device, and say why",
)
def break_lease(device_id: Id, why: Break, caller: CallerNow) -> Lease:
    must_name_nobody(reason=why.reason)
    device, _ = seen(device_id, caller)
    return acts.give_back(device, caller.id, why.reason, broken=True)


def _of(device_id: str, command_id: str) -> Command:
    command = store.command(command_id)
    if command.device_id != device_id:
        raise NotFound
    return command
