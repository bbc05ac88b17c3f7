"""Requests and responses of handling."""

from typing import Annotated

from pydantic import AwareDatetime, Field

from functions.incidents.model import Entry, Shown, Words
from linli.evidence.model import ContentType, PhotoId
from linli.model import Fact


class Acknowledgement(Fact):
    level: Annotated[int, Field(ge=1)]  # of the dispatch that is acknowledged


class Offer(Fact):
    content_type: ContentType
    note: Annotated[str, Field(max_length=500)] = ""


class Handling(Fact):
    note: Words
    evidence: Annotated[tuple[PhotoId, ...], Field(max_length=20)] = ()


class Verification(Fact):
    note: Words


class Reopening(Fact):
    reason: Words


class Photo(Fact):
    """Confirmed evidence; `address` is a URL valid for minutes. What was offered before the present
    round of work, i.e. before the last reopening, proves nothing in it.
    """

    id: str
    by: str
    note: str
    offered_at: AwareDatetime
    sha256: str
    address: str


class Detail(Shown):
    """An incident with all details; `names` are those of staff, by id."""

    timeline: list[Entry]
    evidence: list[Photo]
    names: dict[str, str] = {}


class Incidents(Fact):
    items: list[Shown]
    next: str | None
    names: dict[str, str] = {}  # of staff, by id


class Feed(Fact):
    """`next` is never None: use it again for later facts."""

    items: list[Entry]
    next: str
    names: dict[str, str] = {}
