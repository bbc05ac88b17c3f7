"""Who holds which post when, and the chain by which incidents are escalated: rows edited
by people.
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, StringConstraints

from events.facilities import Priority
from functions.incidents.model import Act
from linli.dated import Dated
from linli.model import Fact, Noun
from linli.places import Place
from linli.wall import Hour

Post = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{1,39}$")]


Person = Annotated[str, StringConstraints(min_length=1, max_length=128)]


Weekday = Annotated[int, Field(ge=1, le=7)]


Minutes = Annotated[int, Field(ge=1, le=527_040)]


class Shift(Fact):
    """A person's hours on some weekdays. If it does not end after it begins, it ends on the next
    day; `first` and `last` are the first and last days on which it begins.
    """

    model_config = ConfigDict(validate_by_name=True, serialize_by_alias=True)
    person: Person
    weekdays: Annotated[tuple[Weekday, ...], Field(min_length=1, max_length=7)]
    start: Hour = Field(alias="from")
    until: Hour
    first: date | None = None
    last: date | None = None


class RosterEdit(Fact):
    shifts: Annotated[tuple[Shift, ...], Field(max_length=100)]


class Roster(Noun):
    """Who holds a post at a place. Of several people on duty, the first is notified."""

    place: Place
    post: Post
    shifts: tuple[Shift, ...]


class Level(Fact):
    """One level of a chain: a post of the grid where it happened, or of its community."""

    post: Post
    place: Literal["grid", "community"] = "community"


class ChainEdit(Fact):
    """`operator` is notified at the end of the chain; `minutes` override the city's time limits."""

    levels: Annotated[tuple[Level, ...], Field(max_length=8)]
    operator: Person
    minutes: dict[Act, dict[Priority, Minutes]] = {}


class Chain(Noun):
    """The escalation chain of a community's incidents, level by level."""

    community: Place
    levels: tuple[Level, ...] = ()
    operator: Person | None
    minutes: dict[Act, dict[Priority, Minutes]] = {}


class GridEdit(Fact):
    name: Annotated[str, Field(min_length=1, max_length=60)]
    note: Annotated[str, Field(max_length=500)] = ""


class Grid(Noun):
    """A part of a community, patrolled by one grid worker."""

    grid: Place
    community: Place
    name: str
    note: str = ""


class Time(Dated):
    """A row of rules/times.yaml: the time limit of an act on an incident of that priority. With
    `categories` it is statutory for these: the sooner of it and any other limit holds.
    """

    id: str
    act: Act
    priority: Priority
    categories: tuple[str, ...] = ()
    value: Minutes
    unit: Literal["min"]
    article: str
    mark: str
