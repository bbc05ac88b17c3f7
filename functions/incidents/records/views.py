"""Requests and responses for records."""

from typing import Annotated

from pydantic import AwareDatetime, Field

from functions.incidents.model import Words
from linli.model import Fact

from .model import Look, Person, Review


class Seen(Person):
    id: str
    by: str
    at: AwareDatetime


class Records(Fact):
    """A page may be short although there is a `next`."""

    items: list[Seen]
    next: str | None


class Reviewing(Fact):
    reason: Words
    days: Annotated[int, Field(ge=1, le=365)]


class Looks(Fact):
    """`destroy_at` is when the `count` records are destroyed, by that `rule`: None while the
    emergency lasts. `destroyed_at` is set once they are.
    """

    items: list[Look]
    next: str | None
    count: int
    reviewed: Review | None
    destroy_at: AwareDatetime | None
    destroyed_at: AwareDatetime | None
    rule: str | None
