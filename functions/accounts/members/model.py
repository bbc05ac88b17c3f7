"""What people are in places; roles and memberships themselves are linli.roles'."""

from typing import Literal

from pydantic import AwareDatetime

from linli.model import Fact, Noun
from linli.places import Place
from linli.roles import Role

Level = Literal["province", "city", "county", "township", "community", "grid"]


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
