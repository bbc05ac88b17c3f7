"""Communities that take part, and what people are in them; the roles are linli.roles'."""

from typing import Annotated

from pydantic import AwareDatetime, StringConstraints

from linli import places
from linli.model import Fact, Noun
from linli.places import Place
from linli.roles import Membership, Role

Title = Annotated[str, StringConstraints(min_length=1, max_length=60, strip_whitespace=True)]
Sub = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._~-]{1,64}$")]


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


class Me(Noun):
    """A person as he may see himself: what he is now."""

    id: str
    memberships: tuple[Membership, ...]
