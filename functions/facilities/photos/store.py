"""Where photographs rest. Keys are spelled in this file and nowhere else.

photo#<id>    photo    whose it is, and of what; goes if it is not confirmed, or of nothing
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from linli.errors import NotFound
from linli.store import Write, commit, create, load, load_many, stored

from .model import Photo, Proof

if TYPE_CHECKING:
    from linli.evidence import Kept  # opens a client that few need

UNUSED = timedelta(days=2)  # that a confirmed photograph may wait for what it shows


def photo(photo_id: str) -> Photo:
    """NotFound once it has expired: the table may take a while to drop it."""
    found = load(_photo(photo_id), "photo", Photo)
    if found.sha256 is None and found.until < datetime.now(UTC):
        raise NotFound
    return found


def photos(named: Iterable[str]) -> dict[str, Photo]:
    keys = [(_photo(one), "photo") for one in named]
    return {one.id: one for one in load_many(keys, Photo).values()} if keys else {}


def offer(photo: Photo, request: str) -> Photo:
    write = Write(_photo(photo.id), "photo", photo, expires=photo.until, request=request)
    return create(write, model=Photo)


def confirm(photo: Photo, kept: "Kept") -> Photo:
    new = photo.model_copy(update={"sha256": kept.sha256, "key": kept.key})
    commit(Write(_photo(new.id), "photo", new, expires=datetime.now(UTC) + UNUSED))
    return stored(new)


def belong(photos: dict[str, Photo], proofs: Iterable[Proof], to: str) -> list[Write]:
    """They stay as long as what they belong to, and belong to nothing else."""
    used = [photos[one.id].model_copy(update={"of": to}) for one in proofs]
    return [Write(_photo(one.id), "photo", one) for one in used]


def _photo(photo_id: str) -> str:
    return f"photo#{photo_id}"
