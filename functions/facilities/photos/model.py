"""Photographs, and what they are proof of."""

from typing import Annotated

from pydantic import AwareDatetime, Field

from linli.evidence.model import ContentType, PhotoId
from linli.model import Fact, Noun
from linli.places import Community, Place

Photos = Annotated[tuple[PhotoId, ...], Field(max_length=9)]


class Proof(Fact):
    """A photograph that was confirmed: its bytes cannot change under this digest."""

    id: str
    sha256: str
    key: str


class Photo(Noun):
    """One that was offered; unconfirmed, or belonging to nothing, it goes after a while."""

    id: str
    community: Place
    by: str
    content_type: ContentType
    offered_at: AwareDatetime
    until: AwareDatetime  # real time
    sha256: str | None = None
    key: str | None = None
    of: str | None = None  # what it belongs to

    @property
    def place(self) -> str:
        return f"facilities/{self.id}"


class Offer(Fact):
    community: Community
    content_type: ContentType


class Picture(Fact):
    """A confirmed photograph; `address` is good for some minutes."""

    id: str
    sha256: str
    address: str
