"""What the passing of time means while people are trapped. Pure: rows and time are arguments."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from functions.incidents.handling.rules import ENDED
from functions.incidents.model import Entry, Incident
from functions.incidents.reports.model import Deadline
from functions.incidents.reports.rules import of
from functions.incidents.statutory import Figures

from . import rules
from .rules import SHUT_IN, Tables

Spans = Sequence[tuple[datetime, datetime | None]]


class Mark(NamedTuple):
    """After so many minutes, this row requires a warning, an escalation, or a new grade."""

    minutes: int
    row: str
    what: Literal["warn", "escalate", "grade"]


def marks(tables: Tables, deadlines: Iterable[Deadline], incident: Incident) -> list[Mark]:
    """In chronological order."""
    code, at = incident.category, incident.hazard_at
    rows = tuple(deadlines)
    said = [
        Mark(row.value, row.id, what)
        for what in ("warn", "escalate")
        for row in of(rows, what, code, at)
    ]
    graded = [
        Mark(row.value, row.id, "grade")
        for row in rules.rows_of(tables, code, at)
        if row.fact == SHUT_IN
    ]
    return sorted([*said, *graded]) if graded else []


def spans(incident: Incident, facts: Iterable[Entry]) -> Spans:
    return rules.shut_in(incident.hazard_at, facts, sensed=not incident.sensor.absent)


def figures(tables: Tables, incident: Incident, of: Spans, now: datetime) -> Figures:
    """With the minutes by the sensor, unless a person stated them."""
    known = incident.figures
    timed = rules.is_timed(tables, incident.category, incident.hazard_at)
    if not timed or known.trapped_minutes is not None:
        return known
    return known.model_copy(update={SHUT_IN: rules.minutes(of, now)})


def name(mark: Mark, of: Spans) -> str:
    """By which it is recorded: whoever is trapped again is warned of again, while an accident is
    one.
    """
    again = len(of) - 1
    return f"{mark.row}@{again}" if again and mark.what != "grade" else mark.row


def reached(
    marks: Iterable[Mark], done: Sequence[str], of: Spans, longest: int, now: datetime
) -> Mark | None:
    """The first mark reached but not recorded: grades by the `longest` span, in minutes, and all
    else by the last one.
    """
    last = min(longest, rules.minutes(of[-1:], now))
    left = (mark for mark in marks if name(mark, of) not in done)
    due = (one for one in left if one.minutes <= (longest if one.what == "grade" else last))
    return next(due, None)


def due(
    incident: Incident, marks: Iterable[Mark], done: Sequence[str], of: Spans
) -> datetime | None:
    """When the next mark is reached; None once people are free or the incident is over."""
    begun, ended = of[-1]
    if ended or incident.stage in ENDED or incident.figures.trapped_minutes is not None:
        return None
    left = (mark for mark in marks if name(mark, of) not in done)
    return next((begun + timedelta(minutes=mark.minutes) for mark in left), None)
