"""City time: real time, plus what a laptop's scenario has advanced its community's clock by.

Only the due dates of people and rules follow it. Tokens, signatures, presigned addresses and TTL
stay on real time. An account's city names no clock file, so there the two are the same.
"""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from linli.city import city

_read: tuple[int, dict[str, float]] = (0, {})


def now(community: str) -> datetime:
    return shift(datetime.now(UTC), community)


def shift(at: datetime, community: str) -> datetime:
    """The city time of a moment that a broker or a device stated in real time."""
    return at + offset(community)


def offset(community: str) -> timedelta:
    return timedelta(seconds=_offsets().get(community[:12], 0))


def furthest() -> datetime:
    """Now, in the community whose clock is furthest ahead: nothing due is later than that."""
    return datetime.now(UTC) + timedelta(seconds=max([0, *_offsets().values()]))


def _offsets() -> dict[str, float]:
    """Seconds by community; the file is replaced whole, so its time of change tells all."""
    global _read
    file = city().clock
    if file is None:
        return {}
    try:
        changed = Path(file).stat().st_mtime_ns
        if changed != _read[0]:
            _read = changed, json.loads(Path(file).read_text())
    except FileNotFoundError:
        return {}
    return _read[1]
