"""Where looks rest, and what is to be erased. Keys are spelled in this file and nowhere else.

look#<device>      <ulid>     that somebody looked at what is personal of a device, and for what
erasing#<device>   erasing    that what it measured goes; gone a while after all of it is
"""

from datetime import UTC, datetime, timedelta

from linli.store import Write, commit, load, partition

from .model import Erasing, Look

SHOWN = 100
DONE = timedelta(days=7)  # for which it is known that all is gone


def trace(look: Look, until: datetime) -> None:
    """Before anything is answered: what is not written was not seen."""
    commit(Write(_looks(look.device_id), look.id, look, expires=until))


def looks(device_id: str, after: str) -> list[Look]:
    """The last first."""
    return partition(_looks(device_id), Look, after=after, limit=SHOWN, newest=True)


def erasing(pk: str) -> Erasing:
    return load(pk, "erasing", Erasing)


def save(erasing: Erasing) -> None:
    over = datetime.now(UTC) + DONE if erasing.due is None else None
    pk = f"erasing#{erasing.device_id}"
    commit(Write(pk, "erasing", erasing, due=erasing.due, expires=over))


def _looks(device_id: str) -> str:
    return f"look#{device_id}"
