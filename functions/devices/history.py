"""What time does to what devices said: hours and days are made of it, and days are archived, but
for what is about a person.
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
    """A sample speaks until its device is taken for silent."""
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
