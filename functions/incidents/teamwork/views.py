"""What people who work together send, and what they are shown."""

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
    """Of nobody in particular, the operator is told."""

    person: Person | None = None
    reason: Words


class Comment(Fact):
    text: Words


class Offering(Fact):
    """All open incidents of the community that are the caller's, to somebody."""

    community: Community
    to: Person
    note: Annotated[str, Field(max_length=1000)] = ""


class Shift(Fact):
    """What somebody begins with: the relief last offered to him, with its note, whether he took it
    or not, and how many open incidents are his.
    """

    relief: Relief | None
    note: str
    open: int
    names: dict[str, str] = {}  # of staff, by their ids


class Reliefs(Fact):
    items: list[Relief]
    next: str | None
    names: dict[str, str] = {}  # of staff, by their ids
