"""Which photographs may be used as evidence of what somebody reports. Pure."""

from collections.abc import Iterable
from datetime import datetime

from linli.errors import Invalid, Refused

from .model import Photo, Proof


def proofs(
    photos: dict[str, Photo], named: Iterable[str], by: str, since: datetime | None = None
) -> tuple[Proof, ...]:
    """The named photographs. Invalid unless each is the person's own, confirmed and not used yet;
    Refused if one is older than `since`.
    """
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
    """The same for a new thing; empty if it has its photographs already, from an earlier attempt of
    the same request.
    """
    sent_before = any(one.of == new for one in photos.values())
    return () if sent_before else proofs(photos, named, by)
