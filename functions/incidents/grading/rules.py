"""The grade of an incident by the statutory rules. Pure: rows and time come in as arguments.

Any single row that is reached suffices; the worst of several counts, and 以上 includes the number.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from functions.incidents.handling.rules import ENDED
from functions.incidents.model import Entry
from functions.incidents.statutory import VERIFIED, Figures, Grade, Graded
from linli.dated import Succession

from .model import Category, GradeRow

WORST: tuple[Grade, ...] = ("I", "II", "III", "IV")
SHUT_IN = "trapped_minutes"
AGAIN = ("worse", "reopened")  # by the sensor: people are trapped again


Categories = Mapping[str, Succession[Category]]


class Tables(NamedTuple):
    categories: Categories
    grades: Sequence[GradeRow]


def category_of(categories: Categories, code: str, at: datetime) -> Category | None:
    """For a code without a row, the row of its parent: A6.9 is a fire too."""
    known = [categories.get(name) for name in (code, code.partition(".")[0])]
    return next((row for one in known if one and (row := one.at(at))), None)


def rows_of(tables: Tables, code: str, at: datetime) -> list[GradeRow]:
    """The rows that grade events of that category, worst first."""
    category = category_of(tables.categories, code, at)
    rows = [row for row in tables.grades if category and row.table == category.grading]
    in_force = [r for r in rows if r.in_force(at) and code in (r.categories or (code,))]
    return sorted(in_force, key=lambda row: WORST.index(row.grade))


def grade(
    tables: Tables, code: str, figures: Figures, at: datetime, now: datetime, *, drill: bool = False
) -> Graded:
    """`at` is the time of the event: the rules in force on that day apply."""
    if drill:
        return Graded(grade=None, reason="drill", at=now)
    category, rows = category_of(tables.categories, code, at), rows_of(tables, code, at)
    if not rows:
        return _ungraded(category, now)
    known = figures.model_dump(exclude_none=True)
    for row in rows:
        if known.get(row.fact, 0) >= row.value:
            return _by(row, now)
    said = known.keys() & {row.fact for row in rows}
    return Graded(grade=None, reason="below-the-table" if said else "no-statutory-facts", at=now)


def same(one: Graded | None, other: Graded) -> bool:
    return one is not None and (one.grade, one.row) == (other.grade, other.row)


def is_timed(tables: Tables, code: str, at: datetime) -> bool:
    """Whether the passing of time alone makes it worse."""
    return any(row.fact == SHUT_IN for row in rows_of(tables, code, at))


def shut_in(
    hazard_at: datetime, facts: Iterable[Entry], *, sensed: bool = True
) -> list[tuple[datetime, datetime | None]]:
    """The spans in which people were trapped, by the sensor, which may report it several times. If
    it is not `sensed`, whoever handled it has freed them, and so he has if the incident ends while
    the sensor, being faulty, still reports them; if that is sent back, they never were.
    """
    spans: list[tuple[datetime, datetime | None]] = [(hazard_at, None)]
    freed, last = "normal" if sensed else "handled", ""
    handled: datetime | None = None
    for fact in facts:
        begun, ended = spans[-1]
        at = fact.happened_at or fact.at
        if fact.kind in ("handled", "reopened"):
            handled = at if fact.kind == "handled" else None
        if ended is None and fact.kind in (freed, *ENDED):
            last = fact.kind
            spans[-1] = (begun, max(at if last == freed else handled or at, begun))
        elif fact.kind == "reopened" and last != "normal" and (fact.by or not sensed):
            spans[-1] = (begun, None)
        elif fact.kind in AGAIN and fact.by is None and ended is not None:
            spans.append((at, None))
    return spans


def minutes(spans: Iterable[tuple[datetime, datetime | None]], now: datetime) -> int:
    """The longest span, in whole minutes; 0 if it began in the future by the sensor's clock."""
    spent = (int(((ended or now) - begun) / timedelta(minutes=1)) for begun, ended in spans)
    return max(0, *spent)


def _by(row: GradeRow, now: datetime) -> Graded:
    return Graded(
        grade=row.grade,
        reason=row.fact,
        row=row.id,
        article=row.article,
        verified=row.mark == VERIFIED,
        at=now,
    )


def _ungraded(category: Category | None, now: datetime) -> Graded:
    if category is None:
        return Graded(grade=None, reason="category-unknown", at=now)
    article = category.article if category.grading == "class-not-graded" else ""
    return Graded(grade=None, reason=category.grading, article=article, at=now)
