"""What features share of a photograph; each keeps a row of its own that says whose and of what
it is. Pure.
"""

from datetime import datetime, timedelta
from typing import Annotated, Any, Literal, NamedTuple, Protocol, Self, TypeVar

from pydantic import Field

from linli.errors import NotFound
from linli.model import Fact

OFFERED = timedelta(hours=1)  # in which a photograph must be confirmed; real time
PhotoId = Annotated[str, Field(pattern=r"^[0-9a-f]{26}$")]
ContentType = Literal["image/jpeg", "image/png", "image/webp"]


class Kept(NamedTuple):
    key: str
    sha256: str
    size: int


class Photo(Protocol):
    """A feature's row of one; without `sha256` it was not confirmed, and expires."""

    @property
    def id(self) -> str: ...
    @property
    def content_type(self) -> ContentType: ...
    @property
    def until(self) -> datetime: ...
    @property
    def sha256(self) -> str | None: ...
    @property
    def place(self) -> str:
        """Of what was sent, in the feature's part of the bucket."""
        ...

    def model_copy(self, *, update: dict[str, Any]) -> Self: ...


P = TypeVar("P", bound=Photo)


class Offered(Fact):
    """The file is to be posted to `upload.url` after all `upload.fields`, and then named again."""

    id: str
    upload: dict[str, str | dict[str, str]]


def in_time(photo: P, now: datetime) -> P:
    """NotFound once it has expired: the table may take a while to drop it."""
    if photo.sha256 is None and photo.until < now:
        raise NotFound
    return photo


def with_kept(photo: P, kept: Kept) -> P:
    return photo.model_copy(update={"sha256": kept.sha256, "key": kept.key})
