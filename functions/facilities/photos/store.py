"""Storage of photographs. Keys are spelled in this file and nowhere else.

photo#<id>    photo    its person and use; expires if it is not confirmed, or not used
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from linli.evidence.model import in_time
from linli.store import Write, commit, create, load, load_many, stored

from .model import Photo, Proof

UNUSED = timedelta(days=2)  # after which a confirmed photograph that nothing uses is deleted


def photo(photo_id: str) -> Photo:
    return in_time(load(_photo(photo_id), "photo", Photo), datetime.now(UTC))


def photos(named: Iterable[str]) -> dict[str, Photo]:
    keys = [(_photo(one), "photo") for one in named]
    return {one.id: one for one in load_many(keys, Photo).values()} if keys else {}


def offer(photo: Photo, request: str) -> Photo:
    write = Write(_photo(photo.id), "photo", photo, expires=photo.until, request=request)
    return create(write, model=Photo)


def confirm(photo: Photo) -> Photo:
    commit(Write(_photo(photo.id), "photo", photo, expires=datetime.now(UTC) + UNUSED))
    return stored(photo)


def belong(photos: dict[str, Photo], proofs: Iterable[Proof], to: str) -> list[Write]:
    """The writes by which the photographs belong to `to`, and no longer expire."""
    used = [photos[one.id].model_copy(update={"of": to}) for one in proofs]
    return [Write(_photo(one.id), "photo", one) for one in used]


def expire(proofs: Iterable[Proof], at: datetime | None) -> list[Write]:
    """The writes by which it is forgotten whose these photographs are; with None, it is kept."""
    found = photos(one.id for one in proofs)
    return [Write(_photo(one.id), "photo", one, expires=at) for one in found.values()]


def _photo(photo_id: str) -> str:
    return f"photo#{photo_id}"
