"""What facilities says of a hazard, and what that means for its incident. Pure.

Events come twice and in any order: the one whose reading is newest says how the sensor stands.
"""

import hashlib
from datetime import datetime
from typing import Any

from events.facilities import (
    ActionAnswered,
    ActionEvent,
    ActionTimedOut,
    HazardCleared,
    HazardEvent,
)
from events.incidents import IncidentRaised
from functions.incidents.model import Act, ByHand, Incident, Sensor
from functions.incidents.news import fact, notice, said

from .rules import ENDED, GRACE, deadline, reopen

DONE = "done"
ABOUT = {"kind", "hazard_id", "measure", "value", "category", "article", "limit_id", "grid"}


def incident_of(hazard_id: str) -> str:
    """One incident for each hazard, however often and in whatever order it is told of."""
    return hashlib.sha256(f"incident|{hazard_id}".encode()).hexdigest()[:26]


def raise_for(hazard: HazardEvent, now: datetime) -> Incident | None:
    """A hazard that people may handle in their own time is no incident."""
    if hazard.raises != "incident":
        return None
    incident = Incident(
        id=incident_of(hazard.hazard_id),
        community=hazard.community,
        stage="raised",
        due=now + GRACE,
        subject=hazard.asset_id,
        raised_at=now,
        hazard_at=hazard.at,
        sensor=_sensor(hazard),
        priority=hazard.priority,
        **hazard.model_dump(include=ABOUT),
    )
    return fact(
        incident, "raised", now, happened_at=hazard.at, events=[said(IncidentRaised, incident, now)]
    )


def sense(
    incident: Incident, hazard: HazardEvent, allowed: dict[Act, int], now: datetime
) -> Incident | None:
    """`allowed` are the minutes for the priority that the hazard now has."""
    sensor = _sensor(hazard)
    if incident.stage == "withdrawn" or (sensor.at, sensor.version) <= (
        incident.sensor.at,
        incident.sensor.version,
    ):
        return None
    if sensor.normal:
        return fact(incident, "normal", now, happened_at=hazard.at, sensor=sensor)
    news = {"sensor": sensor, "value": hazard.value} | _higher(incident, hazard, allowed, now)
    new = incident.model_copy(update=news)
    if incident.stage in ("verified", "closed"):
        return reopen(new, None, "the sensor is abnormal again", now)
    told = notice(new, "worse", new.assignee, now)
    return fact(new, "worse", now, happened_at=hazard.at, notices=[told])


def act(incident: Incident, action: ActionEvent, now: datetime) -> Incident | None:
    """A linked action was ordered, answered, or left undone so that a person must do it."""
    outcome = _outcome(action)
    known = incident.actions.get(action.action_id)
    if known == outcome or (known and outcome == "ordered"):
        return None
    actions = incident.actions | {action.action_id: outcome}
    note = f"{action.command} {action.asset_id}: {outcome}"
    if outcome in ("ordered", DONE):
        return fact(incident, "action", now, note=note, actions=actions)
    job = ByHand(action_id=action.action_id, asset_id=action.asset_id, command=action.command)
    after = incident.model_copy(update={"by_hand": (*incident.by_hand, job), "actions": actions})
    whom = None if incident.stage in ENDED else incident.assignee
    told = notice(after, "by-hand", whom, now)
    return fact(after, "by-hand", now, note=note, notices=[told])


def _sensor(hazard: HazardEvent) -> Sensor:
    normal = isinstance(hazard, HazardCleared)
    return Sensor(normal=normal, at=hazard.at, version=hazard.version)


def _outcome(action: ActionEvent) -> str:
    if isinstance(action, ActionTimedOut):
        return "timed_out"
    return action.outcome if isinstance(action, ActionAnswered) else "ordered"


def _higher(
    incident: Incident, hazard: HazardEvent, allowed: dict[Act, int], now: datetime
) -> dict[str, Any]:
    """A higher priority leaves less time from now on; a lower one changes nothing."""
    if hazard.priority >= incident.priority:
        return {}
    new = hazard.model_dump(include={"priority", "category", "limit_id", "article"})
    new["begun_at"] = now
    late = deadline(incident.stage, allowed, now, now)
    if incident.deadline is None or incident.due is None or late is None:
        return new
    sooner = min(incident.deadline, late)
    return new | {"allowed": allowed, "deadline": sooner, "due": min(incident.due, sooner)}
