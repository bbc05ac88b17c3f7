"""Photographs, and what they are evidence of."""

from typing import Annotated

from pydantic import AwareDatetime, Field

from linli.evidence.model import ContentType, PhotoId
from linli.model import Fact, Noun
from linli.places import Community, Place

Photos = Annotated[tuple[PhotoId, ...], Field(max_length=9)]


class Proof(Fact):
    """A confirmed photograph; the digest guarantees that its bytes have not changed."""

    id: str
    sha256: str
    key: str


class Photo(Noun):
    """An offered photograph. It is deleted after a while if it is not confirmed, belongs to
    nothing, or belongs to a report that is forgotten.
    """

    id: str
    community: Place
    by: str
    content_type: ContentType
    offered_at: AwareDatetime
    until: AwareDatetime  # when the offer ends, in real time
    due: AwareDatetime | None = None  # when a confirmed one is deleted, in real time
    sha256: str | None = None
    key: str | None = None
    of: str | None = None  # the id of what it belongs to

    @property
    def place(self) -> str:
        return f"facilities/{self.id}"


class Offer(Fact):
    community: Community
    content_type: ContentType


class Picture(Fact):
    """A confirmed photograph; `address` is a URL valid for minutes."""

    id: str
    sha256: str
    address: str
