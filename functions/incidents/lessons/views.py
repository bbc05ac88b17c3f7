"""Responses with statistics and replays."""

from typing import Literal

from pydantic import AwareDatetime

from events.facilities import Priority
from functions.incidents.model import Kind, Stage
from functions.incidents.statutory import Grade
from linli.model import Fact
from linli.places import Place

from .model import Case, Month, Spell, Step

Which = Literal["closed", "overdue", "repeats"]


class State(Fact):
    """The incident after a fact. None: not stated since the beginning of this page."""

    seq: int
    at: AwareDatetime
    kind: Kind
    stage: Stage
    assignee: str | None
    level: int | None
    grade: Grade | None
    normal: bool | None


class Replay(Fact):
    """`next` is the `after` of the following page; `steps` are those of this page."""

    drill: bool
    states: list[State]
    steps: list[Spell]
    next: int | None


class Middle(Fact):
    cases: int
    median_minutes: int | None


class MonthFigures(Fact):
    """`overdue` and `repeats` are parts of `closed`; GET …/figures/cases lists the cases
    of each.
    """

    community: Place
    month: Month
    closed: int
    overdue: int
    repeats: int
    by_priority: dict[Priority, int]
    by_category: dict[str, int]
    steps: dict[Step, Middle]


class Cases(Fact):
    """A page may be short, and even empty, while there is a `next`."""

    items: list[Case]
    next: str | None
