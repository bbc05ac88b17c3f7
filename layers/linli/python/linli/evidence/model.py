"""What features share about photographs; each feature stores a row of its own that says whose and
of what a photograph is. Pure.
"""

from datetime import datetime, timedelta
from typing import Annotated, Any, Literal, NamedTuple, Protocol, Self, TypeVar

from pydantic import Field

from linli.errors import NotFound
from linli.model import Fact

OFFERED = timedelta(hours=1)  # in which an upload must be confirmed; real time
PhotoId = Annotated[str, Field(pattern=r"^[0-9a-f]{26}$")]
ContentType = Literal["image/jpeg", "image/png", "image/webp"]


class Kept(NamedTuple):
    key: str
    sha256: str
    size: int


class Photo(Protocol):
    """A feature's row of a photograph; without `sha256` it is unconfirmed and will expire."""

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
        """The key of the upload, within the feature's prefix of the bucket."""
        ...

    def model_copy(self, *, update: dict[str, Any]) -> Self: ...


P = TypeVar("P", bound=Photo)


class Offered(Fact):
    """Post the file to `upload.url` after all `upload.fields`, then confirm it by its id."""

    id: str
    upload: dict[str, str | dict[str, str]]


def in_time(photo: P, now: datetime) -> P:
    """The photograph; NotFound once it has expired, as DynamoDB may delete it later."""
    if photo.sha256 is None and photo.until < now:
        raise NotFound
    return photo


def with_kept(photo: P, kept: Kept) -> P:
    return photo.model_copy(update={"sha256": kept.sha256, "key": kept.key})
