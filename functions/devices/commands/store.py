"""Storage of commands and leases. Keys are spelled in this file and nowhere else.

command#<id>     command    listed by device, latest first; due until it is over
lease#<device>   lease      who has exclusive control

Both expire with the history of a personal device.
"""

from collections.abc import Callable, Iterator

from functions.devices.register import store as register
from functions.devices.register.model import Device, Entry
from linli.request import Request
from linli.store import (
    Page,
    Write,
    commit,
    create,
    created,
    every,
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


def order(
    device: Device, command: Command, lease: Lease | None, line: Entry, request: str
) -> Command:
    """Written with the lease as it was read: if it was lost meanwhile, this conflicts."""
    beside = [_holding(device, lease)] if lease else []
    told = register.note(device, line)
    return create(writing(device, command, request), *beside, told, model=Command)


def change(
    device: Device,
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
        noted = [register.note(device, told)] if told else []
        commit(writing(device, after), *noted)
        return stored(after), True

    return until_settled(settle)


def change_lease(
    device: Device, decide: Callable[[Lease | None], Lease], line: Callable[[Lease], Entry]
) -> Lease:
    def settle() -> Lease:
        before = lease(device.id)
        after = decide(before)
        if after == before:
            return after
        commit(_holding(device, after), register.note(device, line(after)))
        return stored(after)

    return until_settled(settle)


def writing(device: Device, command: Command, request: str | None = None) -> Write:
    listed = f"commands#{device.id}", f"{utc(command.asked_at)}#{command.id}"
    gone, row = register.forgotten_at(device), _command(command.id)
    return Write(
        row, "command", command, due=command.due, listed=listed, expires=gone, request=request
    )


def places(device_id: str) -> Iterator[tuple[str, str]]:
    """The keys of its lease and of its commands, latest first."""
    yield _lease(device_id), "lease"
    for one in every(lambda after: commands(device_id, after)):
        yield _command(one.id), "command"


def _holding(device: Device, lease: Lease) -> Write:
    return Write(_lease(device.id), "lease", lease, expires=register.forgotten_at(device))


def _command(command_id: str) -> str:
    return f"command#{command_id}"


def _lease(device_id: str) -> str:
    return f"lease#{device_id}"
