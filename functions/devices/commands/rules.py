"""Which commands a device accepts, and what becomes of them. Pure."""

from datetime import datetime, timedelta
from typing import Any

from functions.devices.kinds import controls
from functions.devices.kinds.model import Kind
from functions.devices.register.model import Device
from linli import leases
from linli.errors import Refused
from linli.messages import Answer

from .model import Command, Lease, Order


def order(
    device: Device, kind: Kind, order: Order, lease: Lease | None, by: str, now: datetime
) -> Command:
    """The command, without its id. Refuse what the kind does not accept, or without its lease."""
    if kind.owner != "devices":
        raise Refused("told-by-its-owner")
    controls.held(kind.commands, order.command, order.arguments)
    if device.state not in ("registered", "active"):
        raise Refused("device-retired" if device.state == "retired" else "device-revoked")
    if kind.leased and not leases.holds(lease, by, now):
        raise Refused("lease-needed")
    expires = now + timedelta(seconds=order.expires_in)
    if kind.leased and lease and lease.until:
        expires = min(expires, lease.until)  # so that it cannot interfere with the next holder
    return Command(
        id="",
        device_id=device.id,
        community=device.community,
        command=order.command,
        arguments=order.arguments,
        by=by,
        asked_at=now,
        expires_at=expires,
    )


def sent(command: Command, now: datetime, again: timedelta) -> Command:
    """Published; due when it is republished, or expires."""
    due = min(now + again * 2 ** (command.tries - 1), command.expires_at)
    return command.model_copy(update={"due": due})


def late(command: Command, now: datetime, again: timedelta, *, may: bool = True) -> Command:
    """Expired, or due once more; also expired if its author `may` no longer control the device."""
    if command.stage != "sent" or command.due is None or command.due > now:
        return command
    if now >= command.expires_at or not may:
        return _over(command, "expired", now)
    return sent(command.model_copy(update={"tries": command.tries + 1}), now, again)


def answered(command: Command, answer: Answer, now: datetime) -> Command:
    """The first answer counts. An expired command remains so, but its outcome is recorded."""
    if command.answer is not None:
        return command
    told = {"answer": answer.outcome, "answered_at": answer.at}
    after = command.model_copy(update=told)
    return _over(after, answer.outcome, now) if command.stage == "sent" else after


def cancel(command: Command, by: str, now: datetime) -> Command:
    """No longer published. If the device has it already, it may still answer."""
    if command.stage == "cancelled":
        return command
    if command.stage != "sent":
        raise Refused("command-over")
    return _over(command.model_copy(update={"cancelled_by": by}), "cancelled", now)


def payload(command: Command) -> dict[str, Any]:
    """The message to the device, which recognizes repeats by the id."""
    return {
        "command": command.id,
        "action": command.command,
        "arguments": command.arguments,
        "expires": command.expires_at.isoformat(),
    }


def _over(command: Command, stage: str, now: datetime) -> Command:
    return command.model_copy(update={"stage": stage, "due": None, "ended_at": now})
