"""What a grade changes in an incident, and the duties to report that it brings. Pure."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from functions.incidents.model import Incident
from functions.incidents.moments import stated
from functions.incidents.news import fact
from functions.incidents.reports import rules as reports
from functions.incidents.reports.model import Deadline, Duty
from functions.incidents.statutory import Figures, Grade, Graded
from linli.errors import Refused

from . import rules
from .model import Statement
from .views import Stating

NEVER = ("class-not-graded", "no-emergency", "drill")  # reasons why nobody can grade it


class Law(NamedTuple):
    """All rules that a decision needs."""

    tables: rules.Tables
    deadlines: Sequence[Deadline]


class Outcome(NamedTuple):
    incident: Incident
    duties: list[Duty]
    statement: Statement | None = None


def graded(
    law: Law, incident: Incident, figures: Figures, now: datetime
) -> tuple[Graded, dict[str, Any]]:
    """The grade by the rules, and the incident's changes if it differs from the former one."""
    found = rules.grade(
        law.tables, incident.category, figures, incident.hazard_at, now, drill=incident.drill
    )
    if rules.same(incident.grading, found):
        return found, {}
    return found, {"grade": found.grade, "grade_reason": found.reason, "grading": found}


def regrade(
    law: Law,
    incident: Incident,
    figures: Figures,
    known: Mapping[str, Duty],
    since: datetime,
    now: datetime,
) -> Outcome | None:
    """None if the grade is unchanged."""
    found, changes = graded(law, incident, figures, now)
    if not changes:
        return None
    after = incident.model_copy(update=changes)
    duties = reports.arising(law.deadlines, after, known, since)
    return Outcome(fact(after, "graded", now, note=listed(duties), graded=found), duties)


def state(
    law: Law,
    incident: Incident,
    said: Stating,
    figures: Figures,
    known: Mapping[str, Duty],
    by: str,
    now: datetime,
) -> Outcome:
    """`figures` include this statement, and what follows from time."""
    reports.must_be_within(law.deadlines, incident, now)
    learned = stated(said.learned_at, incident.hazard_at, now, "learned_at")
    found, changes = graded(law, incident, figures, now)
    newer = incident.figures.with_newer(said.figures())
    after = incident.model_copy(update={**changes, "figures": newer})
    duties = reports.arising(law.deadlines, after, known, learned)
    new = after.model_copy(update={"entries": after.entries + 1})
    if newer != incident.figures:
        duties += reports.supplementing(law.deadlines, new, known, learned)
    note = "; ".join(filter(None, (said.reason, listed(duties))))
    after = fact(after, "stated", now, by=by, note=note, graded=found if changes else None)
    statement = Statement(
        incident=incident.id,
        seq=after.entries,
        figures=said.figures(),
        by=by,
        learned_at=learned,
        at=now,
        **said.model_dump(include={"reason", "access", "measures"}),
    )
    return Outcome(after, duties, statement)


def by_person(
    law: Law,
    incident: Incident,
    grade: Grade,
    reason: str,
    known: Mapping[str, Duty],
    by: str,
    now: datetime,
) -> Outcome:
    """A grade by a person, beside that of the rules. Refused where the law does not grade
    at all.
    """
    by_rule, _ = graded(law, incident, incident.figures, now)
    if by_rule.reason in NEVER:
        raise Refused(by_rule.reason)
    said = Graded(grade=grade, reason=reason, at=now, by=by)
    after = incident.model_copy(update={"grading_by_person": said})
    duties = reports.arising(law.deadlines, after, known, now)
    note = "; ".join(filter(None, (reason, listed(duties))))
    return Outcome(fact(after, "graded-by-person", now, by=by, note=note, graded=said), duties)


def listed(duties: Sequence[Duty]) -> str:
    return f"duties: {', '.join(duty.id for duty in duties)}" if duties else ""
