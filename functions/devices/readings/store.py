"""Where looks rest. Keys are spelled in this file and nowhere else.

look#<device>    <ulid>    that somebody looked at what is personal of a device, and for what
"""

from datetime import datetime

from linli.store import Write, commit, partition

from .model import Look

SHOWN = 100


def trace(look: Look, until: datetime) -> None:
    """Before anything is answered: what is not written was not seen."""
    commit(Write(_looks(look.device_id), look.id, look, expires=until))


def looks(device_id: str, after: str) -> list[Look]:
    return partition(_looks(device_id), Look, after=after, limit=SHOWN)


def _looks(device_id: str) -> str:
    return f"look#{device_id}"
