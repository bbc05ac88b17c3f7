"""Storage of photographs. Keys are spelled in this file and nowhere else.

photo#<id>    photo    its person and use; expires unless confirmed, and when it has been deleted
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from linli.evidence.model import in_time
from linli.store import Write, commit, create, load, load_many, stored

from .model import Photo, Proof

UNUSED = timedelta(days=2)  # after which a confirmed photograph that nothing uses is deleted


def photo(photo_id: str) -> Photo:
    return in_time(load(_photo(photo_id), "photo", Photo), datetime.now(UTC))


def by_key(pk: str) -> Photo:
    return load(pk, "photo", Photo)


def photos(named: Iterable[str]) -> dict[str, Photo]:
    keys = [(_photo(one), "photo") for one in named]
    return {one.id: one for one in load_many(keys, Photo).values()} if keys else {}


def offer(photo: Photo, request: str) -> Photo:
    write = Write(_photo(photo.id), "photo", photo, expires=photo.until, request=request)
    return create(write, model=Photo)


def confirm(photo: Photo) -> Photo:
    return save(photo.model_copy(update={"due": datetime.now(UTC) + UNUSED}))


def save(photo: Photo) -> Photo:
    commit(_write(photo))
    return stored(photo)


def deleted(photo: Photo) -> None:
    """Nothing is left of it but its row, which expires."""
    gone = photo.model_copy(update={"key": None, "due": None})
    commit(_write(gone)._replace(expires=datetime.now(UTC)))


def belong(photos: dict[str, Photo], proofs: Iterable[Proof], to: str) -> list[Write]:
    """The writes by which the photographs belong to `to`, and are kept."""
    used = [photos[one.id].model_copy(update={"of": to, "due": None}) for one in proofs]
    return [_write(one) for one in used]


def expire(proofs: Iterable[Proof], at: datetime | None) -> list[Write]:
    """The writes by which these photographs are deleted at that time; with None, they are kept."""
    found = photos(one.id for one in proofs)
    return [_write(one.model_copy(update={"due": at})) for one in found.values()]


def _write(photo: Photo) -> Write:
    return Write(_photo(photo.id), "photo", photo, due=photo.due)


def _photo(photo_id: str) -> str:
    return f"photo#{photo_id}"
