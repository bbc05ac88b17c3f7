"""Statements about an incident, the clock of trapped people, and the statutory rules."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from functions.incidents.model import Words
from functions.incidents.statutory import Figures, Grade
from linli.dated import Dated
from linli.model import Noun
from linli.places import Place

Number = Literal[
    "deaths", "seriously_injured", "loss_fen", "poisoned", "evacuated", "moved", "trapped_minutes",
    "magnitude_tenths",
]  # fmt: skip
Table = Literal["G-ACC", "G-FIRE", "G-SE", "G-ENV", "G-EQ"]
Ungraded = Literal["class-not-graded", "table-pending", "no-table", "no-emergency"]


class GradeRow(Dated):
    """A row of rules/grades.yaml: from `value` of `fact` on, the event has this grade; only in the
    categories listed, if any are.
    """

    id: str
    table: Table
    grade: Grade
    fact: Number
    value: Annotated[int, Field(ge=1)]
    unit: str
    categories: tuple[str, ...] = ()
    article: str
    mark: str


class Category(Dated):
    """A row of rules/categories.yaml: a category of events, and the table by which it is graded, if
    any.
    """

    id: str
    zh: str
    en: str
    cap: str  # of the Common Alerting Protocol
    grading: Table | Ungraded
    gbt35561: str | None = None
    article: str
    mark: str


class Statement(Noun):
    """An immutable statement by a person, with its reason. The law counts from `learned_at`;
    `access` and `measures` are for those who come to help.
    """

    incident: str
    seq: int  # that of its fact
    figures: Figures
    reason: Words
    access: str = ""
    measures: str = ""
    by: str
    learned_at: AwareDatetime
    at: AwareDatetime


class Clock(Noun):
    """When trapped people are next checked; `done` are the marks already recorded."""

    incident: str
    community: Place
    due: AwareDatetime | None
    done: tuple[str, ...] = ()
