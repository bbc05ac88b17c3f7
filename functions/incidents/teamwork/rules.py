"""What people who work together may do to an incident. Pure: time comes in as an argument."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from events.incidents import IncidentDispatched
from functions.incidents.handling.rules import GRACE, must_stand
from functions.incidents.model import Act, Incident
from functions.incidents.news import fact, notice, said
from linli.errors import Refused

from .model import Relief

TEAM = 20  # people who help with one incident


def reassign(
    incident: Incident, by: str, to: str, reason: str, allowed: dict[Act, int], now: datetime
) -> Incident:
    """To another person, who must acknowledge it as if he had been dispatched to; should he not,
    the chain goes on where it was.
    """
    must_stand(incident, "dispatched", "acknowledged")
    if to == incident.assignee:
        raise Refused("already-assigned")
    late = now + timedelta(minutes=allowed["acknowledge"])
    after = incident.model_copy(
        update={
            "stage": "dispatched",
            "level": incident.level + 1,
            "first_level": incident.first_level + 1,
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
        notices=[ask],
        told_of=ask.notice_id if ask else None,
    )


def ask_help(
    incident: Incident, by: str, person: str | None, reason: str, now: datetime
) -> Incident:
    """Of somebody who then is of its team, or of the operator where nobody is named."""
    must_stand(incident, "dispatched", "acknowledged", "handled")
    team = tuple(dict.fromkeys((*incident.team, *((person,) if person else ()))))
    if len(team) > TEAM:
        raise Refused("team-full")
    told = notice(incident, "help", person or incident.operator, now)
    return fact(incident, "help-asked", now, by=by, note=reason, team=team, notices=[told])


def comment(incident: Incident, by: str, text: str, now: datetime) -> Incident:
    """Also on one that has ended: what is learned later is a new fact."""
    return fact(incident, "commented", now, by=by, note=text)


def relieve(incident: Incident, relief: Relief, now: datetime) -> Incident | None:
    """Whose it still is, and is not done, goes on with the relief as it stands; None if not."""
    if incident.assignee != relief.by or incident.stage not in ("dispatched", "acknowledged"):
        return None
    after = incident.model_copy(update={"assignee": relief.to, "arrived_at": None})
    waits = incident.stage == "dispatched"
    ask = notice(after, "dispatched", relief.to, now) if waits else None
    told_of = ask.notice_id if ask else incident.told_of
    note = f"{relief.by}: {relief.note}"
    return fact(after, "relieved", now, by=relief.to, note=note, notices=[ask], told_of=told_of)


def last(reliefs: Iterable[Relief], to: str) -> Relief | None:
    """What was left for somebody; of reliefs, the last first."""
    return next((one for one in reliefs if one.to == to and one.stage != "withdrawn"), None)


def accept(relief: Relief, by: str, now: datetime) -> Relief:
    """Again it is the same; by `to` alone."""
    if by != relief.to:
        raise Refused("not-for-you")
    if relief.stage == "withdrawn":
        raise Refused("wrong-stage")
    return relief.model_copy(update={"stage": "accepted", "ended_at": relief.ended_at or now})


def withdraw(relief: Relief, by: str, now: datetime) -> Relief:
    """While nobody has accepted it; by whoever offered it."""
    if by != relief.by:
        raise Refused("not-yours")
    if relief.stage == "accepted":
        raise Refused("wrong-stage")
    return relief.model_copy(update={"stage": "withdrawn", "ended_at": relief.ended_at or now})
