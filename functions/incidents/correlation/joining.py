"""How a hazard joins an incident, and is parted from it. Pure."""

from collections.abc import Container
from datetime import datetime
from typing import Any, NamedTuple

from events.incidents import IncidentRaised
from functions.incidents import tally
from functions.incidents.handling import jobs
from functions.incidents.handling.rules import ENDED, GRACE, reopen
from functions.incidents.handling.sensing import Allowed, sooner
from functions.incidents.model import Incident, Member, NoticeKind
from functions.incidents.news import fact, notice, said
from linli.errors import Refused
from linli.ids import derived

TOLD_OF_MORE = ("dispatched", "acknowledged", "handled")


class Joined(NamedTuple):
    """The incident, and the hazard to be stored as a row of its own."""

    incident: Incident
    beside: Member


def counted(incident: Incident, member: Member, *, leads: bool = False) -> Joined:
    """With one more hazard, which becomes the leading one if it is the cause of the others."""
    before = tally.lead(incident)
    new = tally.recount(incident, tally.NONE, tally.one(member), member.sensor)
    new["span"] = span(incident, (member.hazard_at, member.hazard_at))
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


def span(incident: Incident, more: tuple[datetime, datetime]) -> tuple[datetime, datetime]:
    first, last = incident.span or (incident.hazard_at, incident.hazard_at)
    return min(first, more[0]), max(last, more[1])


def name(incident: Incident) -> str:
    return incident.number or incident.id[:8]


def parted_id(hazard_id: str, incident_id: str) -> str:
    return derived(f"parted|{hazard_id}|{incident_id}")


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
    note, happened = f"{name(root)}: {reason}", member.sensor.at
    return fact(incident, "raised", now, by=by, note=note, happened_at=happened, **more)
