"""What events about a hazard mean for its incident. Pure.

Events may be repeated and arrive in any order: the newest reading determines the sensor's state.
"""

from datetime import datetime
from typing import Any, NamedTuple

from events.devices import (
    ClaimsRefused,
    DeviceAlarmCleared,
    DeviceAlarmWithdrawn,
    DeviceCleared,
)
from events.environment import (
    ExceedanceCleared,
    ExceedanceWithdrawn,
    FallCancelled,
    SightingEvent,
)
from events.facilities import (
    ActionAnswered,
    ActionAssigned,
    ActionEvent,
    ActionTimedOut,
    HazardCleared,
    HazardEvent,
    Priority,
)
from events.incidents import IncidentRaised
from functions.incidents import tally
from functions.incidents.model import Act, ByHand, Incident, Member, Sensor
from functions.incidents.news import fact, notice, said
from linli.ids import derived

from .rules import ENDED, GRACE, deadline, reopen

DONE = "done"
JOBS = 50  # open tasks per incident; the timeline has all
ABOUT = {"kind", "hazard_id", "measure", "value", "category", "article", "limit_id", "grid"}
ABOUT |= {"building", "lat", "lon"}
WORSE = {"priority", "category", "article", "limit_id"}
Allowed = dict[Act, int]
CALM = (
    *(HazardCleared, ExceedanceCleared, ExceedanceWithdrawn, FallCancelled),
    *(DeviceCleared, DeviceAlarmCleared, DeviceAlarmWithdrawn),
)
MOMENTARY = (SightingEvent, ClaimsRefused)  # no sensor ever reports that they are over


def incident_of(hazard_id: str) -> str:
    """The incident's id, derived from the hazard's, so that repeated events raise only one."""
    return derived(f"incident|{hazard_id}")


def raise_for(hazard: HazardEvent, now: datetime) -> Incident | None:
    """None for a hazard that may be handled at leisure: it is not an incident."""
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
        sensor=sensor_of(hazard),
        priority=hazard.priority,
        drill=hazard.drill,
        **about(hazard),
    )
    return fact(
        incident, "raised", now, happened_at=hazard.at, events=[said(IncidentRaised, incident, now)]
    )


def about(hazard: HazardEvent) -> dict[str, Any]:
    """What is wrong, and where."""
    return {**hazard.model_dump(include=ABOUT), "address": hazard.address or ""}


def heard(member: Member, hazard: HazardEvent) -> Member | None:
    """The hazard with a newer reading; None if this one is not newer."""
    sensor = sensor_of(hazard)
    if (sensor.at, sensor.version) <= (member.sensor.at, member.sensor.version):
        return None
    new: dict[str, Any] = {"sensor": sensor}
    if not sensor.normal:
        new["value"] = hazard.value
    if hazard.priority < member.priority:
        new |= hazard.model_dump(include=WORSE)
    return member.model_copy(update=new)


def told(
    incident: Incident, before: Member, after: Member, allowed: Allowed, now: datetime
) -> Incident | None:
    """A new reading of one of its hazards; `allowed` are the time limits for its new priority. The
    assignee is notified only if the incident as a whole gets worse, not for each of many hazards.
    """
    if incident.stage == "withdrawn":
        return None
    new = incident.model_copy(update=counted(incident, before, after, allowed, now))
    note = f"{after.subject}: {tally.counts(new).abnormal} abnormal" if new.joined else ""
    about: dict[str, Any] = {"happened_at": after.sensor.at, "note": note}
    if after.sensor.normal:
        return fact(new, "normal", now, **about)
    if incident.stage in ("verified", "closed"):
        return reopen(new, None, "abnormal-again", now)
    worse = not incident.joined or incident.sensor.normal or new.priority < incident.priority
    tell = [notice(new, "worse", new.assignee, now)] if worse else []
    return fact(new, "worse", now, notices=tell, **about)


def counted(
    incident: Incident, before: Member, after: Member, allowed: Allowed, now: datetime
) -> dict[str, Any]:
    new = tally.recount(incident, tally.one(before), tally.one(after), after.sensor)
    if incident.lead is None and not incident.joined:
        new = {name: new[name] for name in ("priority", "sensor")}
    if after.hazard_id == incident.hazard_id:
        new |= after.model_dump(include=(WORSE - {"priority"}) | {"value"})
        new["lead"] = incident.lead and after
    return new | sooner(incident, new["priority"], allowed, now)


def sooner(
    incident: Incident, priority: Priority, allowed: Allowed, now: datetime
) -> dict[str, Any]:
    """A higher priority shortens the time from now on; a lower one changes nothing."""
    if priority >= incident.priority:
        return {}
    late = deadline(incident.stage, allowed, now, now)
    if incident.deadline is None or incident.due is None or late is None:
        return {"begun_at": now}
    late = min(incident.deadline, late)
    new = {"begun_at": now, "allowed": allowed, "deadline": late}
    return new | {"due": min(incident.due, late)}


class Noted(NamedTuple):
    incident: Incident
    actions: dict[str, str]  # known outcomes of this hazard's linked actions


def acted(
    incident: Incident, known: dict[str, str], action: ActionEvent, now: datetime
) -> Noted | None:
    """A linked action was ordered, completed, or left to people (by its device, or from the start).
    Each counts once, even if several hazards call for it, in whatever order events arrive. A later
    assignee sees the tasks that were left to people from the start.
    """
    outcome = _outcome(action)
    mark = f"ordered {action.action_id}" if outcome == "ordered" else action.action_id
    if known.get(mark) == outcome:
        return None
    actions = known | {mark: outcome}
    note = f"{action.command} {action.asset_id}: {outcome}"
    assigned = outcome == "assigned"
    about = {"action_id": action.action_id, "asset_id": action.asset_id}
    job = ByHand(**about, command=action.command, assigned=assigned)
    same = {(one.asset_id, one.command) for one in incident.by_hand}
    if outcome in ("ordered", DONE) or (job.asset_id, job.command) in same:
        return Noted(fact(incident, "action", now, note=note), actions)
    after = incident.model_copy(update={"by_hand": (*incident.by_hand, job)[-JOBS:]})
    seen = incident.stage in ENDED or (assigned and incident.stage != "acknowledged")
    whom = None if seen else incident.assignee
    tell = notice(after, "by-hand", whom, now)
    return Noted(fact(after, "by-hand", now, note=note, notices=[tell]), actions)


def sensor_of(hazard: HazardEvent) -> Sensor:
    """The state of a hazard's sensor; for a momentary observation, people decide whether it is
    over.
    """
    normal = isinstance(hazard, CALM)
    absent = isinstance(hazard, MOMENTARY)
    return Sensor(normal=normal, at=hazard.at, version=hazard.version, absent=absent)


def _outcome(action: ActionEvent) -> str:
    if isinstance(action, ActionAssigned):
        return "assigned"
    if isinstance(action, ActionTimedOut):
        return "timed_out"
    return action.outcome if isinstance(action, ActionAnswered) else "ordered"
