"""City time: real time, plus what a laptop's scenario has advanced its community's clock by.

Only the due dates of people and rules follow it. Tokens, signatures, presigned addresses and TTL
stay on real time. An account's city names no clock file, so there the two are the same.
"""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from linli.city import city
from linli.places import within

NONE = timedelta()
_read: tuple[int, dict[str, float]] = (0, {})


def now(community: str) -> datetime:
    return shift(datetime.now(UTC), community)


def shift(at: datetime, community: str) -> datetime:
    """The city time of a moment that a broker or a device stated in real time."""
    return at + offset(community)


def offset(place: str) -> timedelta:
    """A city's own clock leads those of all its communities."""
    offsets = _offsets()
    return ahead(offsets, place) if offsets else NONE


def ahead(offsets: dict[str, float], place: str) -> timedelta:
    """What a laptop's file of clocks makes of a place: its own, and of all that it lies in."""
    own = place[:12]
    return timedelta(seconds=sum(by for of, by in offsets.items() if within(own, of)))


def furthest() -> datetime:
    """Now, in the place whose clock is furthest ahead: nothing due is later than that."""
    offsets = _offsets()
    return datetime.now(UTC) + max((ahead(offsets, place) for place in offsets), default=NONE)


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
