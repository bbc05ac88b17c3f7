"""Who holds which post when, and whom an incident is dispatched to: rows that people write."""

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
    """Hours of a person on some weekdays. One that ends no later than it begins ends the next day;
    `first` and `last` are the first and last days on which it begins.
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
    """Who holds a post at a place. Of several on duty the first named is told."""

    place: Place
    post: Post
    shifts: tuple[Shift, ...]


class Level(Fact):
    """One step of a chain: a post of the grid where it happened, or of its community."""

    post: Post
    place: Literal["grid", "community"] = "community"


class ChainEdit(Fact):
    """`operator` is told when the chain is exhausted; `minutes` override the city's times."""

    levels: Annotated[tuple[Level, ...], Field(max_length=8)]
    operator: Person
    minutes: dict[Act, dict[Priority, Minutes]] = {}


class Chain(Noun):
    """Whom the incidents of a community are dispatched to, step by step."""

    community: Place
    levels: tuple[Level, ...] = ()
    operator: Person | None
    minutes: dict[Act, dict[Priority, Minutes]] = {}


class GridEdit(Fact):
    name: Annotated[str, Field(min_length=1, max_length=60)]
    note: Annotated[str, Field(max_length=500)] = ""


class Grid(Noun):
    """A part of a community that one grid worker walks."""

    grid: Place
    community: Place
    name: str
    note: str = ""


class Time(Dated):
    """A row of rules/times.yaml: how long an act on an incident of that priority may take."""

    id: str
    act: Act
    priority: Priority
    value: Minutes
    unit: Literal["min"]
    article: str
    mark: str
