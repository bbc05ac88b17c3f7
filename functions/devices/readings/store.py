"""Storage of access logs and erasures. Keys are spelled in this file and nowhere else.

look#<device>      <ulid>     an access to personal measurements, with its purpose
erasing#<device>   erasing    an erasure in progress; expires a while after its end
"""

from datetime import UTC, datetime, timedelta

from linli.store import Write, commit, load, partition

from .model import Erasing, Look

SHOWN = 100
DONE = timedelta(days=7)  # retention of the record of a finished erasure


def trace(look: Look, until: datetime) -> None:
    """Written before the answer: no access without a log entry."""
    commit(Write(_looks(look.device_id), look.id, look, expires=until))


def looks(device_id: str, after: str) -> list[Look]:
    """Latest first."""
    return partition(_looks(device_id), Look, after=after, limit=SHOWN, newest=True)


def erasing(pk: str) -> Erasing:
    return load(pk, "erasing", Erasing)


def save(erasing: Erasing) -> None:
    over = datetime.now(UTC) + DONE if erasing.due is None else None
    pk = f"erasing#{erasing.device_id}"
    commit(Write(pk, "erasing", erasing, due=erasing.due, expires=over))


def _looks(device_id: str) -> str:
    return f"look#{device_id}"
