"""When personal data of an emergency may be seen, and when they must be destroyed. Pure."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from functions.incidents.model import Incident
from functions.incidents.reports.model import Deadline, What
from functions.incidents.reports.rules import of
from linli.errors import Refused

from .model import MOST, Keeping, Review

LOOK_AGAIN = timedelta(days=1)  # interval of checking whether an emergency has ended


class End(NamedTuple):
    """When records are destroyed, and by which rule."""

    at: datetime
    rule: str


def must_go_on(incident: Incident) -> None:
    if incident.closed_at:
        raise Refused("incident-over")


def one_more(keeping: Keeping | None, incident: Incident, now: datetime) -> Keeping:
    """One more record; for an incident reopened after a destruction, retention starts anew."""
    must_go_on(incident)
    known = keeping or Keeping(incident=incident.id, community=incident.community, count=0, due=now)
    if known.going_since:
        raise Refused("records-going")
    if known.destroyed_at:
        known = known.model_copy(
            update={"count": 0, "destroyed_at": None, "rule": None, "reviewed": None}
        )
    if known.count >= MOST:
        raise Refused("too-many-records")
    return known.model_copy(update={"count": known.count + 1, "due": now + LOOK_AGAIN})


def end(rows: Sequence[Deadline], keeping: Keeping, incident: Incident) -> End | None:
    """None while the emergency lasts; `incident` is the one that handles it."""
    if incident.closed_at is None:
        return None
    row = _row(rows, "keep", incident)
    at, rule = incident.closed_at + timedelta(minutes=row.value), row.id
    if keeping.reviewed and keeping.reviewed.until > at:
        at, rule = keeping.reviewed.until, _row(rows, "review", incident).id
    return End(at, rule)


def tend(
    rows: Sequence[Deadline], keeping: Keeping, incident: Incident, now: datetime
) -> Keeping | End | None:
    """The End if it has been reached; else the keeping with its next check; None if
    nothing is due.
    """
    if keeping.due is None or keeping.due > now:
        return None
    last = end(rows, keeping, incident)
    if last is None:
        return keeping.model_copy(update={"due": now + LOOK_AGAIN})
    return last if last.at <= now else keeping.model_copy(update={"due": last.at})


def mark(keeping: Keeping, end: End, now: datetime) -> Keeping:
    """Marked for destruction, which any worker may complete."""
    return keeping.model_copy(update={"going_since": now, "rule": end.rule, "due": now})


def gone(keeping: Keeping) -> Keeping:
    done = {"count": 0, "due": None, "going_since": None, "destroyed_at": keeping.going_since}
    return keeping.model_copy(update=done)


def review(
    rows: Sequence[Deadline],
    keeping: Keeping,
    incident: Incident,
    by: str,
    reason: str,
    days: int,
    now: datetime,
) -> Keeping:
    """Extend the retention: once, and never for longer than the rule allows."""
    last = end(rows, keeping, incident)
    if last is None or incident.closed_at is None or incident.merged_into:
        raise Refused("wrong-stage")
    if keeping.reviewed:
        raise Refused("reviewed-already")
    most = last.at + timedelta(minutes=_row(rows, "review", incident).value)
    until = min(max(last.at, now + timedelta(days=days)), most)
    said = Review(by=by, reason=reason, until=until, at=now)
    return keeping.model_copy(update={"reviewed": said, "due": until})


def _row(rows: Sequence[Deadline], what: What, incident: Incident) -> Deadline:
    return of(rows, what, incident.category, incident.hazard_at)[-1]
