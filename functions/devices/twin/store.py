"""Storage of twins. Keys are spelled in this file and nowhere else.

twin#<device>    twin    desired and reported settings
"""

from collections.abc import Callable, Iterable

from events import Event
from functions.devices.register.model import Device
from linli.store import Write, commit, find, load_many, stored, until_settled

from .model import Twin


def twin(device: Device) -> Twin:
    """The twin; an empty one by default."""
    found = find(*place(device.id), Twin)
    return found or Twin(device_id=device.id, community=device.community)


def twins(device_ids: Iterable[str]) -> dict[str, Twin]:
    """The stored twins of up to a hundred devices."""
    found = load_many([place(one) for one in device_ids], Twin)
    return {one.device_id: one for one in found.values()}


def change(
    device: Device, decide: Callable[[Twin], Twin], beside: Callable[[Twin], list[Write]]
) -> Twin:
    """Apply a decision, again on conflict; nothing is written if nothing changes."""

    def settle() -> Twin:
        before = twin(device)
        after = decide(before)
        if after == before:
            return before
        commit(writing(after), *beside(after))
        return stored(after)

    return until_settled(settle)


def writing(twin: Twin, *events: Event) -> Write:
    return Write(*place(twin.device_id), twin, events)


def place(device_id: str) -> tuple[str, str]:
    return f"twin#{device_id}", "twin"
