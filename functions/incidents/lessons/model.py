"""A closed incident as a case, recurring causes, and the figures of a month."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from events.facilities import Priority
from functions.incidents.model import Act
from linli.model import Fact, Noun
from linli.places import Place

Step = Literal["acknowledge", "arrive", "handle", "verify", "close"]
Month = Annotated[str, Field(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])$")]


class Spell(Fact):
    """The duration of a step, and whether it was completed; `allowed` are the last dispatch's
    minutes.
    """

    act: Act
    since: AwareDatetime
    until: AwareDatetime
    minutes: int
    allowed: int | None
    late: bool
    done: bool


class Case(Noun):
    """A closed incident as counted: once, by its latest closing."""

    id: str
    community: Place
    month: Month
    closed_at: AwareDatetime
    subject: str
    category: str
    priority: Priority
    minutes: dict[Step, int]  # sum over all spells of a step
    overdue: bool
    causes: tuple[str, ...]
    repeats: int  # earlier closings with the same cause


class Cause(Noun):
    """The same asset (or building) and category, with how often it was closed."""

    community: Place
    cause: str
    count: int = 0
    incidents: tuple[str, ...] = ()  # the latest of them
    first_at: AwareDatetime
    last_at: AwareDatetime


class Figures(Noun):
    """A month of a community. `minutes` is a histogram per step: exact below a hundred minutes,
    then by two significant digits, so that the median is known and the row stays small.
    """

    community: Place
    month: Month
    closed: int = 0
    overdue: int = 0
    repeats: int = 0
    by_priority: dict[Priority, int] = {}
    by_category: dict[str, int] = {}
    minutes: dict[Step, dict[int, int]] = {}
