"""When personal data taken for an emergency may be seen, and when they must go. Pure."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from functions.incidents.model import Incident
from functions.incidents.reports.model import Deadline, What
from functions.incidents.reports.rules import of
from linli.errors import Refused

from .model import MOST, Keeping, Review

LOOK_AGAIN = timedelta(days=1)  # whether an emergency is over


class End(NamedTuple):
    """When records go, and by which row."""

    at: datetime
    rule: str


def must_go_on(incident: Incident) -> None:
    if incident.closed_at:
        raise Refused("incident-over")


def one_more(keeping: Keeping | None, incident: Incident, now: datetime) -> Keeping:
    """After a destruction an incident that was reopened begins anew."""
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
    """None while the emergency lasts; `incident` is the one that goes on for it."""
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
    """The End that has come; else the keeping with the next look; None if nothing is due."""
    if keeping.due is None or keeping.due > now:
        return None
    last = end(rows, keeping, incident)
    if last is None:
        return keeping.model_copy(update={"due": now + LOOK_AGAIN})
    return last if last.at <= now else keeping.model_copy(update={"due": last.at})


def mark(keeping: Keeping, end: End, now: datetime) -> Keeping:
    """From here on they go, whoever has to finish it."""
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
    """Once, and never for longer than the row allows."""
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
