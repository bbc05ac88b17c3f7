"""Keeps entries in step with sensors, and with the incidents that lead them. Pure.

Events may be repeated and arrive in any order: the newest version of a condition counts, and within
a version its last event.
"""

from datetime import datetime, timedelta
from typing import Any

from events.facilities import HazardCleared, HazardEvent, HazardWorsened
from events.incidents import (
    EndEvent,
    IncidentEvent,
    IncidentHandled,
    IncidentRaised,
    ReopenEvent,
)

from .listing import SETTLED, rank
from .model import LedgerEntry
from .news import Around, answer, fact
from .rules import over


def heard(
    entry: LedgerEntry, hazard: HazardEvent, around: Around, now: datetime
) -> LedgerEntry | None:
    """None if it is known, or if the ledger itself published it about a finding by people."""
    if entry.found_by != "sensor" or rank(hazard) <= entry.heard or not entry.is_open:
        return None
    new = entry.model_copy(update={"heard": rank(hazard)})
    if isinstance(hazard, HazardWorsened):
        worse: dict[str, Any] = {
            "normal": False,
            "raises": hazard.raises,
            "priority": hazard.priority,
        }
        if hazard.raises == "incident":
            worse |= {"led_by": "incident", "deadline": None, "look_at": None, "assignee": None}
            worse |= {"state": "open", "overdue": False, "repairer": None, "verifier": None}
        else:
            worse |= _sooner(entry, hazard)
        return fact(new, "worse", now, happened_at=hazard.at, **worse)
    return after(new, hazard, around, now)


def _sooner(entry: LedgerEntry, hazard: HazardEvent) -> dict[str, Any]:
    """The deadline of the stricter limit, if it is to be repaired still; no approved end moves."""
    if hazard.within_hours is None or entry.approved_until:
        return {}
    within = {"within_hours": min(hazard.within_hours, entry.within_hours or hazard.within_hours)}
    if entry.state not in ("open", "assigned"):
        return within
    late = hazard.at + timedelta(hours=hazard.within_hours)
    known = {name: getattr(entry, name) for name in ("deadline", "look_at", "own_deadline")}
    return within | {name: min(at, late) for name, at in known.items() if at}


def after(entry: LedgerEntry, hazard: HazardEvent, around: Around, now: datetime) -> LedgerEntry:
    """A hazard settled by its sensor is over, with everything joined to it."""
    if isinstance(hazard, SETTLED):
        return over(entry, now, around=around)
    if isinstance(hazard, HazardCleared):
        return fact(entry, "normal", now, happened_at=hazard.at, normal=True)
    return entry


def led(
    entry: LedgerEntry, incident: IncidentEvent, around: Around, now: datetime
) -> LedgerEntry | None:
    """An event of the incident that leads it, as far as it matters to those who follow the
    entry.
    """
    if entry.led_by != "incident":
        return None
    if isinstance(incident, ReopenEvent):
        return _reopened(entry, incident, now)
    if not entry.is_open:
        return None
    known: dict[str, Any] = {"incident_id": incident.incident_id}
    if isinstance(incident, IncidentRaised):
        return None if entry.incident_id else fact(entry, "incident", now, **known)
    if isinstance(incident, IncidentHandled):
        if entry.repairer == incident.handler:
            return None
        told = answer(entry, "handled", around, now)
        return fact(entry, "incident-handled", now, events=told, repairer=incident.handler, **known)
    return None


def ended(
    entry: LedgerEntry, closed: EndEvent, around: Around, now: datetime
) -> LedgerEntry | None:
    """A finding by people is over with its incident, unless that was reopened since."""
    if not entry.is_open or _is_known(entry, closed):
        return None
    return over(entry.model_copy(update={"followed": closed.at}), now, around=around)


def _reopened(entry: LedgerEntry, incident: ReopenEvent, now: datetime) -> LedgerEntry | None:
    """A finding by people is open again, as it was before its incident was closed; a sensor tells
    of its own.
    """
    if _is_known(entry, incident) or (entry.found_by == "sensor" and not entry.is_open):
        return None
    new: dict[str, Any] = {
        "followed": incident.at,
        "repairer": None,
        "incident_id": incident.incident_id,
    }
    if not entry.is_open:
        new |= {"state": "open", "closed_at": None}
    elif entry.repairer is None:
        return entry.model_copy(update=new)  # nobody was told that it was handled
    return fact(entry, "incident-reopened", now, **new)


def _is_known(entry: LedgerEntry, incident: IncidentEvent) -> bool:
    return entry.followed is not None and incident.at <= entry.followed
