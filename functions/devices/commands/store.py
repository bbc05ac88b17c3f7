"""Storage of commands and leases. Keys are spelled in this file and nowhere else.

command#<id>     command    listed by device, latest first; due until it is over
lease#<device>   lease      who has exclusive control
"""

from collections.abc import Callable

from functions.devices.register import store as register
from functions.devices.register.model import Entry
from linli.request import Request
from linli.store import (
    Page,
    Write,
    commit,
    create,
    created,
    find,
    listing,
    load,
    stored,
    until_settled,
)
from linli.table import utc

from .model import Command, Lease

SHOWN = 50


def command(command_id: str) -> Command:
    return load(_command(command_id), "command", Command)


def commands(device_id: str, after: str) -> Page[Command]:
    return listing(f"commands#{device_id}", Command, after=after, limit=SHOWN, newest=True)


def lease(device_id: str) -> Lease | None:
    return find(_lease(device_id), "lease", Lease)


def ordered_before(request: Request) -> Command | None:
    """The command that the same request created; it is republished when due."""
    return created(_command(request.mark), "command", request.digest, Command)


def order(command: Command, lease: Lease | None, line: Entry, request: str) -> Command:
    """Written with the lease as it was read: if it was lost meanwhile, this conflicts."""
    beside = [Write(_lease(lease.device_id), "lease", lease)] if lease else []
    told = register.note(command.device_id, line)
    return create(writing(command, request), *beside, told, model=Command)


def change(
    command_id: str,
    decide: Callable[[Command], Command],
    line: Callable[[Command], Entry | None] = lambda _: None,
) -> tuple[Command, bool]:
    """The command, and whether it changed."""

    def settle() -> tuple[Command, bool]:
        before = command(command_id)
        after = decide(before)
        if after == before:
            return before, False
        told = line(after)
        noted = [register.note(after.device_id, told)] if told else []
        commit(writing(after), *noted)
        return stored(after), True

    return until_settled(settle)


def change_lease(
    device_id: str, decide: Callable[[Lease | None], Lease], line: Callable[[Lease], Entry]
) -> Lease:
    def settle() -> Lease:
        before = lease(device_id)
        after = decide(before)
        if after == before:
            return after
        commit(Write(_lease(device_id), "lease", after), register.note(device_id, line(after)))
        return stored(after)

    return until_settled(settle)


def writing(command: Command, request: str | None = None) -> Write:
    listed = f"commands#{command.device_id}", f"{utc(command.asked_at)}#{command.id}"
    row = _command(command.id)
    return Write(row, "command", command, due=command.due, listed=listed, request=request)


def _command(command_id: str) -> str:
    return f"command#{command_id}"


def _lease(device_id: str) -> str:
    return f"lease#{device_id}"
