"""A closed incident as a case, causes that come again, and the figures of a month."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from events.facilities import Priority
from functions.incidents.model import Act
from linli.model import Fact, Noun
from linli.places import Place

Step = Literal["acknowledge", "arrive", "handle", "verify", "close"]
Month = Annotated[str, Field(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])$")]


class Spell(Fact):
    """How long a step took, and whether it was done; `allowed` is the last dispatch's minutes."""

    act: Act
    since: AwareDatetime
    until: AwareDatetime
    minutes: int
    allowed: int | None
    late: bool
    done: bool


class Case(Noun):
    """A closed incident as it is counted: once, by its last closing."""

    id: str
    community: Place
    month: Month
    closed_at: AwareDatetime
    subject: str
    category: str
    priority: Priority
    minutes: dict[Step, int]  # all spells of a step together
    overdue: bool
    causes: tuple[str, ...]
    repeats: int  # how often the same cause had been closed before


class Cause(Noun):
    """The same asset and category, or the same building and category: who closed how often."""

    community: Place
    cause: str
    count: int = 0
    incidents: tuple[str, ...] = ()  # the last of them
    first_at: AwareDatetime
    last_at: AwareDatetime


class Figures(Noun):
    """A month of a community. `minutes` counts the cases of each step by how long it took, from a
    hundred minutes on in two digits: so that any middle is known and a row stays small.
    """

    community: Place
    month: Month
    closed: int = 0
    overdue: int = 0
    repeats: int = 0
    by_priority: dict[Priority, int] = {}
    by_category: dict[str, int] = {}
    minutes: dict[Step, dict[int, int]] = {}
