"""Requests and responses for facts and grades."""

from typing import Annotated

from pydantic import AwareDatetime, Field

from functions.incidents.model import Words
from functions.incidents.statutory import VERIFIED, Figures, Grade, Graded
from linli.dated import Dated
from linli.model import Fact

from .model import Category, GradeRow, Statement

Line = Annotated[str, Field(max_length=500)]


class Stating(Figures):
    """New figures with a reason; figures left out stay as they were."""

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
    """All statements, latest last, and the grades by the rules and by a person."""

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
