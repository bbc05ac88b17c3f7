"""How hazards and incidents are joined, and parted. Pure: time comes in as an argument."""

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
ALONE = {"A4.1"}  # people trapped: the law counts the time of each case on its own


class Joined(NamedTuple):
    """The incident, and the hazard to be stored as a row of its own."""

    incident: Incident
    beside: Member


def counted(incident: Incident, member: Member, *, leads: bool = False) -> Joined:
    """With one more hazard, which becomes the leading one if it is the cause of the others."""
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
    """Each join is a fact of the timeline. People are told of further hazards once per level, and
    of a higher priority at once; a verified incident is open again.
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
    """Without a wrongly joined hazard, and without the tasks that its linked actions left to
    people.
    """
    if incident.stage in ENDED:
        raise Refused("wrong-stage")
    after = less(incident, counts).model_copy(update=jobs.without(incident, actions))
    note, over = f"{what}: {reason}", jobs.over(incident, after)
    return fact(after, "parted", now, by=by, note=note, settled=over)


def raise_parted(
    member: Member, holder: Incident, root: Incident, by: str, reason: str, now: datetime
) -> Incident:
    """The parted hazard as a new incident, dispatched anew, with the tasks of its linked
    actions.
    """
    about: dict[str, Any] = tally.led_by(member) | {"lead": None} | jobs.of(root, member.actions)
    incident = Incident(
        id=parted_id(member.hazard_id, holder.id),
        community=root.community,
        stage="raised",
        due=now + GRACE,
        raised_at=now,
        priority=member.priority,
        sensor=member.sensor,
        drill=root.drill,
        parted_from=root.id,
        **member.model_dump(include=tally.WHERE),
        **about,
    )
    told = said(IncidentRaised, incident, now)
    more: dict[str, Any] = {"events": [told], "notices": jobs.asks(incident, root, now)}
    note, happened = f"{_name(root)}: {reason}", member.sensor.at
    return fact(incident, "raised", now, by=by, note=note, happened_at=happened, **more)


def merge(
    into: Incident, other: Incident, by: str, reason: str, allowed: Allowed, now: datetime
) -> tuple[Incident, Incident]:
    """Merge `other` into `into`: the first continues for both, the other ends and refers to it."""
    _must_fit(into, other)
    both = _both(into, other)
    new = into.model_copy(update=both | sooner(into, both["priority"], allowed, now))
    note = f"{_name(other)}: {reason}"
    asks = jobs.asks(new, other, now)
    if into.stage == "verified" and not other.sensor.normal:
        after = reopen(new, by, f"joined: {note}", now, asks)
    else:
        told = notice_of_more(into, new, now)
        asks += [notice(new, told, new.assignee, now)] if told else []
        after = fact(new, "joined", now, by=by, note=note, notices=asks)
    return after, _ended(other, into, by, reason, now)


def _must_fit(into: Incident, other: Incident) -> None:
    if into.id == other.id or into.community != other.community or into.drill != other.drill:
        raise Refused("not-joinable")
    if {into.category, other.category} & ALONE:
        raise Refused("not-joinable")
    if into.stage in ENDED or other.stage in ENDED:
        raise Refused("wrong-stage")


def _both(into: Incident, other: Incident) -> dict[str, Any]:
    """The counts, the span of time and the open tasks of both incidents together."""
    span = other.span or (other.hazard_at, other.hazard_at)
    return {
        **tally.recount(into, tally.NONE, tally.counts(other), other.sensor),
        "lead": tally.lead(into),
        "span": _span(into, span),
        "merged": (*into.merged, other.id),
        "by_hand": tuple(dict.fromkeys((*into.by_hand, *other.by_hand)))[-JOBS:],
        "to_confirm": tuple(dict.fromkeys((*into.to_confirm, *other.to_confirm)))[-JOBS:],
    }


def revive(
    incident: Incident,
    path: Sequence[Incident],
    actions: Container[str],
    by: str,
    reason: str,
    now: datetime,
) -> Incident:
    """The first incident of the path, once joined to another, is independent again. It is
    dispatched anew by an execution of its own, and takes back the tasks of its linked actions from
    the last of the path.
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
    """Ended; its open tasks are now those of the other incident."""
    ends: dict[str, Any] = {"merged_into": into.id, "closed_at": now, "deadline": None}
    ends |= {"stage": "merged", "due": now + GRACE} | jobs.NOBODYS
    over = jobs.telling(other)
    note = f"{_name(into)}: {reason}"
    return fact(other, "merged", now, by=by, note=note, settled=over, **ends)


def _name(incident: Incident) -> str:
    return incident.number or incident.id[:8]
