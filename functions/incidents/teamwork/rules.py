"""What colleagues may do to an incident together. Pure: time comes in as an argument."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from events.incidents import IncidentDispatched
from functions.incidents import settling
from functions.incidents.handling import jobs
from functions.incidents.handling.rules import GRACE, must_stand
from functions.incidents.model import Act, Incident
from functions.incidents.news import fact, notice, said
from linli.errors import Refused

from .model import Relief

TEAM = 20  # people who may help with one incident
WITH_ASSIGNEE = ("dispatched", "acknowledged")
OF_THE_STAGE = ("stuck", "overdue")  # over for the operator too, as the time begins anew


def reassign(
    incident: Incident, by: str, to: str, reason: str, allowed: dict[Act, int], now: datetime
) -> Incident:
    """Assign another person, by no post, who must acknowledge as after a dispatch; otherwise the
    chain continues at the level where it was.
    """
    must_stand(incident, *WITH_ASSIGNEE)
    if to == incident.assignee:
        raise Refused("already-assigned")
    late = now + timedelta(minutes=allowed["acknowledge"])
    after = incident.model_copy(
        update={
            "stage": "dispatched",
            "level": incident.level + 1,
            "first_level": incident.first_level + 1,
            "post": None,
            "assignee": to,
            "arrived_at": None,
            "stuck": False,
            "overdue": False,
            "allowed": allowed,
            "deadline": late,
        }
    )
    ask = notice(after, "dispatched", to, now)
    return fact(
        after,
        "reassigned",
        now,
        by=by,
        note=reason,
        due=late if incident.stage == "dispatched" else now + GRACE,
        events=[said(IncidentDispatched, after, now, assignee=to, level=after.level)],
        notices=[ask, jobs.by_hand(after, now)],
        settled=settling.left(incident, OF_THE_STAGE),
        told_of=ask.notice_id if ask else None,
    )


def ask_help(
    incident: Incident, by: str, person: str | None, reason: str, now: datetime
) -> Incident:
    """Ask a person, who joins its team, or the operator if nobody is named."""
    must_stand(incident, "dispatched", "acknowledged", "handled")
    team = tuple(dict.fromkeys((*incident.team, *((person,) if person else ()))))
    if len(team) > TEAM:
        raise Refused("team-full")
    told = notice(incident, "help", person or incident.operator, now)
    return fact(incident, "help-asked", now, by=by, note=reason, team=team, notices=[told])


def comment(incident: Incident, by: str, text: str, now: datetime) -> Incident:
    """Also on an ended incident: later findings are new facts."""
    return fact(incident, "commented", now, by=by, note=text)


def is_with(incident: Incident, person: str) -> bool:
    """Whether the person must acknowledge it or is handling it. Handled, it waits for others."""
    return incident.assignee == person and incident.stage in WITH_ASSIGNEE


def relieve(incident: Incident, relief: Relief, now: datetime) -> Incident | None:
    """Transfer to the successor if it is still with the other; None otherwise. The fact
    before it tells who the other was.
    """
    if not is_with(incident, relief.by):
        return None
    after = incident.model_copy(update={"assignee": relief.to, "arrived_at": None})
    waits = incident.stage == "dispatched"
    ask = notice(after, "dispatched", relief.to, now) if waits else None
    told_of = ask.notice_id if ask else incident.told_of
    return fact(
        after,
        "relieved",
        now,
        by=relief.to,
        note=relief.note,
        notices=[ask, jobs.by_hand(after, now)],
        settled=settling.left(incident),
        told_of=told_of,
    )


def last(reliefs: Iterable[Relief], to: str) -> Relief | None:
    """The latest handover offered to a person."""
    return next((one for one in reliefs if one.to == to and one.stage != "withdrawn"), None)


def accept(relief: Relief, by: str, now: datetime) -> Relief:
    """Only by `to`. Idempotent."""
    if by != relief.to:
        raise Refused("not-for-you")
    if relief.stage == "withdrawn":
        raise Refused("wrong-stage")
    return relief.model_copy(update={"stage": "accepted", "ended_at": relief.ended_at or now})


def withdraw(relief: Relief, by: str, now: datetime) -> Relief:
    """Only by whoever offered it, and before it is accepted."""
    if by != relief.by:
        raise Refused("not-yours")
    if relief.stage == "accepted":
        raise Refused("wrong-stage")
    return relief.model_copy(update={"stage": "withdrawn", "ended_at": relief.ended_at or now})
