"""What people send of facts and grades, and what they are shown."""

from typing import Annotated

from pydantic import AwareDatetime, Field

from functions.incidents.model import Words
from functions.incidents.statutory import VERIFIED, Figures, Grade, Graded
from linli.dated import Dated
from linli.model import Fact

from .model import Category, GradeRow, Statement

Line = Annotated[str, Field(max_length=500)]


class Stating(Figures):
    """What is known anew, and why it is said now; what is left out stays as it was."""

    reason: Words
    learned_at: AwareDatetime | None = None
    access: Line = ""
    measures: Line = ""

    def figures(self) -> Figures:
        return Figures.model_validate(self.model_dump(include=set(Figures.model_fields)))


class Grading(Fact):
    grade: Grade
    reason: Words


class Facts(Fact):
    """All that was said, the last last, and what the rules and a person make of it."""

    figures: Figures
    grade: Grade | None
    grading: Graded | None
    grading_by_person: Graded | None
    statements: list[Statement]


class GradeRule(GradeRow):
    verified: bool


class Grades(Fact):
    items: list[GradeRule]


class CategoryRule(Category):
    verified: bool


class Categories(Fact):
    items: list[CategoryRule]


def verified(row: Dated) -> bool:
    return getattr(row, "mark", "") == VERIFIED
