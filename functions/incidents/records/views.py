"""What people send of records, and what they are shown."""

from typing import Annotated

from pydantic import AwareDatetime, Field

from functions.incidents.model import Words
from linli.model import Fact

from .model import Keeping, Look, Person


class Seen(Person):
    id: str
    by: str
    at: AwareDatetime


class Records(Fact):
    items: list[Seen]
    keeping: Keeping | None


class Reviewing(Fact):
    reason: Words
    days: Annotated[int, Field(ge=1, le=365)]


class Looks(Fact):
    """`destroy_at` is when the records go, by that `rule`: None while the emergency lasts."""

    items: list[Look]
    keeping: Keeping | None
    destroy_at: AwareDatetime | None
    rule: str | None
