"""The state of an incident after each fact of its timeline. Pure."""

from collections.abc import Iterable

from functions.incidents.model import Entry
from functions.incidents.statutory import Grade

from .views import State

NORMAL = {"raised": False, "worse": False, "normal": True}


def states(facts: Iterable[Entry]) -> list[State]:
    grade: Grade | None = None
    normal: bool | None = None
    found = []
    for fact in facts:
        normal = NORMAL.get(fact.kind, normal)
        if fact.graded and fact.graded.by is None:
            grade = fact.graded.grade
        said = fact.model_dump(include={"seq", "at", "kind", "stage", "assignee", "level"})
        found.append(State(**said, grade=grade, normal=normal))
    return found
