"""How hazards and incidents join one another, and part. Pure: time comes in as an argument."""

import hashlib
from collections.abc import Container, Sequence
from datetime import datetime
from typing import Any, Literal, NamedTuple

from events.incidents import IncidentRaised, IncidentReopened
from functions.incidents import tally
from functions.incidents.handling import jobs
from functions.incidents.handling.rules import ENDED, GRACE, reopen
from functions.incidents.handling.sensing import JOBS, Allowed, sooner
from functions.incidents.model import Incident, Member, NoticeKind
from functions.incidents.news import fact, notice, said
from linli.errors import Refused

TOLD_OF_MORE = ("dispatched", "acknowledged", "handled")
ALONE = {"A4.1"}  # people are shut in: how long is counted by the law, for them alone


class Joined(NamedTuple):
    """The incident, and which hazard is to be a row of its own."""

    incident: Incident
    beside: Member


def counted(incident: Incident, member: Member, *, leads: bool = False) -> Joined:
    """With one hazard more. If that is the cause of the others, the incident is about it."""
    before = tally.lead(incident)
    new = tally.recount(incident, tally.NONE, tally.one(member), member.sensor)
    new["span"] = _span(incident, (member.hazard_at, member.hazard_at))
    beside = member
    if leads:
        beside = before.model_copy(update={"joined_at": member.joined_at, "rule": member.rule})
    shown = tally.led_by(member) if leads else {"lead": before}
    return Joined(incident.model_copy(update=new | shown), beside)


def join(
    incident: Incident, member: Member, allowed: Allowed, now: datetime, *, leads: bool = False
) -> Joined:
    """Each is a fact of the timeline. People are told of more once at each level, however many
    come, and of worse at once; what was verified already is open again.
    """
    new, beside = counted(incident, member, leads=leads)
    new = new.model_copy(update=sooner(incident, new.priority, allowed, now))
    note = f"{member.subject} {member.measure}"
    if incident.stage == "verified" and not member.sensor.normal:
        return Joined(reopen(new, None, f"joined: {note}", now), beside)
    told = notice_of_more(incident, new, now)
    if told:
        new = new.model_copy(update={"told_more": new.level})
    asks = [notice(new, told, new.assignee, now)] if told else []
    after = fact(new, "joined", now, note=note, happened_at=member.sensor.at, notices=asks)
    return Joined(after, beside)


def notice_of_more(before: Incident, after: Incident, now: datetime) -> NoticeKind | None:
    if after.stage not in TOLD_OF_MORE or after.assignee is None:
        return None
    if after.priority < before.priority:
        return "worse"
    return "more" if before.told_more != after.level else None


def parted_id(hazard_id: str, incident_id: str) -> str:
    return hashlib.sha256(f"parted|{hazard_id}|{incident_id}".encode()).hexdigest()[:26]


def less(incident: Incident, counts: tally.Counts) -> Incident:
    return incident.model_copy(update=tally.recount(incident, counts, tally.NONE))


def part(
    incident: Incident,
    counts: tally.Counts,
    actions: Container[str],
    what: str,
    by: str,
    reason: str,
    now: datetime,
) -> Incident:
    """Without what was wrongly joined, and what its actions left for people."""
    if incident.stage in ENDED:
        raise Refused("wrong-stage")
    after = less(incident, counts).model_copy(update=jobs.without(incident, actions))
    note, over = f"{what}: {reason}", jobs.over(incident, after)
    return fact(after, "parted", now, by=by, note=note, settled=over)


def raise_parted(
    member: Member, holder: Incident, root: Incident, by: str, reason: str, now: datetime
) -> Incident:
    """An incident of its own, dispatched anew, with what its actions left for people."""
    about: dict[str, Any] = tally.led_by(member) | {"lead": None} | jobs.of(root, member.actions)
    incident = Incident(
        id=parted_id(member.hazard_id, holder.id),
        community=root.community,
        stage="raised",
        due=now + GRACE,
        raised_at=now,
        grid=member.grid,
        priority=member.priority,
        sensor=member.sensor,
        drill=root.drill,
        parted_from=root.id,
        **about,
    )
    told = said(IncidentRaised, incident, now)
    more: dict[str, Any] = {"events": [told], "notices": jobs.asks(incident, root, now)}
    note, happened = f"{_name(root)}: {reason}", member.sensor.at
    return fact(incident, "raised", now, by=by, note=note, happened_at=happened, **more)


def merge(
    into: Incident, other: Incident, by: str, reason: str, allowed: Allowed, now: datetime
) -> tuple[Incident, Incident]:
    """One goes on for both; the other ends, and points to it."""
    if into.id == other.id or into.community != other.community or into.drill != other.drill:
        raise Refused("not-joinable")
    if {into.category, other.category} & ALONE:
        raise Refused("not-joinable")
    if into.stage in ENDED or other.stage in ENDED:
        raise Refused("wrong-stage")
    both = tally.recount(into, tally.NONE, tally.counts(other), other.sensor)
    left = dict.fromkeys((*into.by_hand, *other.by_hand))
    span = other.span or (other.hazard_at, other.hazard_at)
    more: dict[str, Any] = {
        "lead": tally.lead(into),
        "span": _span(into, span),
        "merged": (*into.merged, other.id),
        "by_hand": tuple(left)[-JOBS:],
        "to_confirm": tuple(dict.fromkeys((*into.to_confirm, *other.to_confirm)))[-JOBS:],
    }
    new = into.model_copy(update=both | more | sooner(into, both["priority"], allowed, now))
    note = f"{_name(other)}: {reason}"
    asks = jobs.asks(new, other, now)
    if into.stage == "verified" and not other.sensor.normal:
        after = reopen(new, by, f"joined: {note}", now, asks)
    else:
        told = notice_of_more(into, new, now)
        asks += [notice(new, told, new.assignee, now)] if told else []
        after = fact(new, "joined", now, by=by, note=note, notices=asks)
    return after, _ended(other, into, by, reason, now)


def revive(
    incident: Incident,
    path: Sequence[Incident],
    actions: Container[str],
    by: str,
    reason: str,
    now: datetime,
) -> Incident:
    """What was joined to another, the first of the path, stands for itself again, and is dispatched
    anew by a machine of its own, with what its actions left for people at the last of it.
    """
    parent, root = path[0], path[-1]
    stage: Literal["raised", "reopened"] = "reopened" if incident.number else "raised"
    fresh: dict[str, Any] = {
        "merged_into": None,
        "parted_from": parent.id,
        "closed_at": None,
        "reopened_at": now,
        "begun_at": now,
        "generation": incident.generation + 1,
        "token": None,
        "due": now + GRACE,
        "first_level": incident.level,
        "assignee": None,
        "post": None,
        "handler": None,
        "verifier": None,
        "stuck": False,
        "overdue": False,
        "stage": stage,
    }
    after = incident.model_copy(update=fresh | jobs.of(root, actions))
    told = said(IncidentReopened, incident, now)
    more: dict[str, Any] = {"events": [told], "notices": jobs.asks(after, root, now)}
    return fact(after, stage, now, by=by, note=f"{_name(parent)}: {reason}", **more)


def without(parent: Incident, child: str) -> Incident:
    kept: Sequence[str] = [one for one in parent.merged if one != child]
    return parent.model_copy(update={"merged": tuple(kept)})


def _span(incident: Incident, more: tuple[datetime, datetime]) -> tuple[datetime, datetime]:
    first, last = incident.span or (incident.hazard_at, incident.hazard_at)
    return min(first, more[0]), max(last, more[1])


def _ended(other: Incident, into: Incident, by: str, reason: str, now: datetime) -> Incident:
    """What it left for people is left there now."""
    ends: dict[str, Any] = {"merged_into": into.id, "closed_at": now, "deadline": None}
    ends |= {"stage": "merged", "due": now + GRACE} | jobs.NOBODYS
    over = jobs.telling(other)
    note = f"{_name(into)}: {reason}"
    return fact(other, "merged", now, by=by, note=note, settled=over, **ends)


def _name(incident: Incident) -> str:
    return incident.number or incident.id[:8]
