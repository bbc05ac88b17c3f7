"""Storage of certificates. Keys are spelled in this file and nowhere else.

keys#<device>         keys   the certificates of a device; due when one of them ends
held#<certificate>    held   the device of a certificate
"""

from collections.abc import Iterable

from events import Event
from linli.errors import NotFound
from linli.store import Write, commit, load

from .model import Holder, Keys


def holder(certificate: str) -> str | None:
    try:
        return load(f"held#{certificate}", "held", Holder).device_id
    except NotFound:
        return None


def holding(certificate: str, device_id: str) -> Write:
    return Write(f"held#{certificate}", "held", Holder(device_id=device_id))


def keys(device_id: str, community: str) -> Keys:
    """Empty if it has never claimed."""
    try:
        return keys_by_key(f"keys#{device_id}")
    except NotFound:
        return Keys(device_id=device_id, community=community)


def keys_by_key(pk: str) -> Keys:
    return load(pk, "keys", Keys)


def keeping(keys: Keys, *told: Event) -> Write:
    return Write(f"keys#{keys.device_id}", "keys", keys, told, due=keys.due)


def save(writes: Iterable[Write]) -> None:
    commit(*writes)
