"""Communities that take part, and what people are in them; the roles are linli.roles'."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AwareDatetime, StringConstraints

from linli import places
from linli.model import Fact, Noun
from linli.places import Place
from linli.roles import Role

Title = Annotated[str, StringConstraints(min_length=1, max_length=60, strip_whitespace=True)]
Sub = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._~-]{1,64}$")]
Level = Literal["province", "city", "county", "township", "community", "grid"]


class Name(Fact):
    zh: Title
    en: Title


class Opening(Fact):
    """What an operator says of a community that joins."""

    code: places.Community
    name: Name


class Community(Noun):
    code: str
    name: Name
    opened_at: AwareDatetime
    closed_at: AwareDatetime | None = None


class Post(Fact):
    """A role in a place and in all that lies in it."""

    role: Role
    place: Place


class Grant(Post):
    until: AwareDatetime | None = None


class Proposal(Noun):
    """A strong role that one person would give: it takes another to approve it."""

    id: str
    community: Place  # where the role is to hold, which may be wider
    person: str
    role: Role
    until: AwareDatetime | None = None
    proposer: str
    proposed_at: AwareDatetime
    state: Literal["open", "approved", "refused"] = "open"
    decided_by: str | None = None
    decided_at: AwareDatetime | None = None


class Member(Noun):
    """That somebody is something somewhere, for whoever asks who is there."""

    person: str
    role: Role
    place: Place
    until: AwareDatetime | None = None
    there: bool = True  # until it is ended


class Duty(Fact):
    """What a role is for, who gives it, and the widest place it may be given for."""

    id: Role
    zh: str
    en: str
    duty_zh: str
    duty_en: str
    strong: bool
    granted_by: tuple[Role, ...]
    widest: Level


class Term(Fact):
    """A length of time that a law or the city sets: so many years, days or hours."""

    id: str
    value: int
    unit: Literal["y", "d", "h"]
    article: str
    mark: str
    effective_from: date
    effective_to: date | None = None
