"""What was said of an incident, the clock of people shut in, and the rows of the law."""

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
    """A row of rules/grades.yaml: from `value` of `fact` on it is this grade; of the table's
    categories those alone that are named, if any are.
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
    """A row of rules/categories.yaml: a kind of event, and by which table it is graded, if any."""

    id: str
    zh: str
    en: str
    cap: str  # of the Common Alerting Protocol
    grading: Table | Ungraded
    gbt35561: str | None = None
    article: str
    mark: str


class Statement(Noun):
    """What a person said is known, and why it is said now; never changed. `learned_at` is when it
    was learned, from which the law counts; `access` and `measures` are for who comes to help.
    """

    incident: str
    seq: int  # its fact of the timeline
    figures: Figures
    reason: Words
    access: str = ""
    measures: str = ""
    by: str
    learned_at: AwareDatetime
    at: AwareDatetime


class Clock(Noun):
    """When people who are shut in are next looked after; `done` are the rows of which was said."""

    incident: str
    community: Place
    due: AwareDatetime | None
    done: tuple[str, ...] = ()
