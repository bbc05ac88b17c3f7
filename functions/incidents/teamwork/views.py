"""Requests and responses of teamwork."""

from typing import Annotated

from pydantic import Field

from functions.incidents.duty.model import Person
from functions.incidents.model import Words
from linli.model import Fact
from linli.places import Community

from .model import Relief


class Reassignment(Fact):
    to: Person
    reason: Words


class Help(Fact):
    """Without a person, the operator is asked."""

    person: Person | None = None
    reason: Words


class Comment(Fact):
    text: Words


class Offering(Fact):
    """Offers all of the caller's open incidents in the community to another person."""

    community: Community
    to: Person
    note: Annotated[str, Field(max_length=1000)] = ""


class Shift(Fact):
    """The start of a shift: the latest handover offered to the caller with its note, accepted or
    not, and the number of the caller's open incidents.
    """

    relief: Relief | None
    note: str
    open: int
    names: dict[str, str] = {}  # of staff, by their ids


class Reliefs(Fact):
    items: list[Relief]
    next: str | None
    names: dict[str, str] = {}  # of staff, by their ids
