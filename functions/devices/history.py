"""Scheduled work over stored messages: hourly and daily summaries, and the archive, which excludes
data about a person.
"""

from datetime import timedelta

from linli.errors import NotFound
from linli.keeper import Keeper

from .kinds import store as kinds
from .kinds.model import Kind
from .known import NUMBERS
from .register import store as register

KEPT, UNKNOWN = NUMBERS["readings-kept"].span, timedelta(hours=1)


def holds(device_id: str) -> timedelta:
    """A sample counts until its device would be considered silent."""
    kind = _kind(device_id)
    return timedelta(seconds=kind.every_seconds * kind.silent_after) if kind else UNKNOWN


def archived(device_id: str) -> bool:
    kind = _kind(device_id)
    return kind is not None and not kind.personal


def _kind(device_id: str) -> Kind | None:
    try:
        return kinds.kind(register.device(device_id).kind)
    except NotFound:
        return None


handler = Keeper(KEPT, holds, archived).handler
