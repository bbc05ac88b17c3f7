"""Memberships of people; Role and Membership are in linli.roles."""

from typing import Literal

from pydantic import AwareDatetime

from linli.model import Fact, Noun
from linli.places import Place
from linli.roles import Role

Level = Literal["province", "city", "county", "township", "community", "grid"]


class Post(Fact):
    """A role in a place and all places within it."""

    role: Role
    place: Place


class Grant(Post):
    until: AwareDatetime | None = None


class Proposal(Noun):
    """A powerful role proposed by one person, which another must approve."""

    id: str
    community: Place  # the place of the role, at any level
    person: str
    role: Role
    until: AwareDatetime | None = None
    proposer: str
    proposed_at: AwareDatetime
    state: Literal["open", "approved", "refused"] = "open"
    decided_by: str | None = None
    decided_at: AwareDatetime | None = None


class Member(Noun):
    """A role of a person in a place, for listing members."""

    person: str
    role: Role
    place: Place
    until: AwareDatetime | None = None
    there: bool = True  # until it is ended


class Duty(Fact):
    """The purpose of a role, who may grant it, and the widest place allowed."""

    id: Role
    zh: str
    en: str
    duty_zh: str
    duty_en: str
    strong: bool
    granted_by: tuple[Role, ...]
    widest: Level
