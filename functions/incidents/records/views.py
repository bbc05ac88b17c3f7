"""What people send of records, and what they are shown."""

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
    """A page may be short while there is a `next`."""

    items: list[Seen]
    next: str | None


class Reviewing(Fact):
    reason: Words
    days: Annotated[int, Field(ge=1, le=365)]


class Looks(Fact):
    """`destroy_at` is when the `count` records go, by that `rule`: None while the emergency lasts.
    Once they are gone, `destroyed_at` is when.
    """

    items: list[Look]
    next: str | None
    count: int
    reviewed: Review | None
    destroy_at: AwareDatetime | None
    destroyed_at: AwareDatetime | None
    rule: str | None
