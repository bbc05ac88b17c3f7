"""City time: real time plus the offset by which a scenario on a laptop has advanced a community.

Only deadlines and rules follow city time. Tokens, signatures, presigned URLs and TTL use real time.
On an AWS account there is no file of offsets, so the two are equal.
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
    """City time for a real-time timestamp of the broker or of a device."""
    return at + offset(community)


def real(at: datetime, community: str) -> datetime:
    """Real time for city time, as the table's TTL and gateways need it."""
    return at - offset(community)


def offset(place: str) -> timedelta:
    """The offset of a place; the city's own offset applies to all its communities too."""
    offsets = _offsets()
    return ahead(offsets, place) if offsets else NONE


def ahead(offsets: dict[str, float], place: str) -> timedelta:
    """The offset of a place in these offsets: its own, or that of a place which contains it."""
    own = place[:12]
    return timedelta(seconds=sum(by for of, by in offsets.items() if within(own, of)))


def furthest() -> datetime:
    """City time of the community that is furthest ahead; no deadline that has passed is later."""
    offsets = _offsets()
    return datetime.now(UTC) + max((ahead(offsets, place) for place in offsets), default=NONE)


def _offsets() -> dict[str, float]:
    """Offsets in seconds by community. The file is replaced atomically, so its mtime is a valid
    key.
    """
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
