"""Which photographs may stand for what somebody says. Pure."""

from collections.abc import Iterable
from datetime import datetime

from linli.errors import Invalid, Refused

from .model import Photo, Proof


def proofs(
    photos: dict[str, Photo], named: Iterable[str], by: str, since: datetime | None = None
) -> tuple[Proof, ...]:
    """The photographs named: each his own, confirmed, of nothing else, and taken up since then."""
    found = []
    for name in dict.fromkeys(named):
        one = photos.get(name)
        if one is None or one.by != by or not one.sha256 or not one.key or one.of:
            raise Invalid("no-such-photo", "/body/photos")
        if since and one.offered_at < since:
            raise Refused("photo-too-old")
        found.append(Proof(id=one.id, sha256=one.sha256, key=one.key))
    return tuple(found)


def proofs_of(
    new: str, photos: dict[str, Photo], named: Iterable[str], by: str
) -> tuple[Proof, ...]:
    """Those named for something new; none if it has them already, as it was sent before."""
    sent_before = any(one.of == new for one in photos.values())
    return () if sent_before else proofs(photos, named, by)
