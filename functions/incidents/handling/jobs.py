"""Tasks that linked actions leave to people, when hazards are joined or parted. Pure.

`known` are the action ids that a hazard remembers.
"""

from collections.abc import Container
from datetime import datetime
from typing import Any

from events.notify import NoticeAsked
from functions.incidents.model import ByHand, Incident
from functions.incidents.news import notice

NOBODYS: dict[str, Any] = {"by_hand": (), "to_confirm": ()}


def of(incident: Incident, known: Container[str]) -> dict[str, Any]:
    """The tasks of these actions only."""
    return _some(incident, known, wanted=True)


def without(incident: Incident, known: Container[str]) -> dict[str, Any]:
    return _some(incident, known, wanted=False)


def over(before: Incident, after: Incident) -> tuple[str, ...]:
    """Notices about tasks that are no longer open here."""
    gone = set()
    if before.by_hand and not after.by_hand:
        gone.add("by-hand")
    if not after.to_confirm:
        gone.add("to-confirm")
    return tuple(one for one in before.telling if before.told[one].kind in gone)


def asks(after: Incident, there: Incident, now: datetime) -> list[NoticeAsked | None]:
    """Notices to those who were told `there` that something waits, for where it waits now."""
    if not after.to_confirm:
        return []
    whom = {there.told[one].person: None for one in telling(there)}
    return [notice(after, "to-confirm", one, now) for one in whom if one not in asked(after)]


def by_hand(after: Incident, now: datetime) -> NoticeAsked | None:
    """Tells the assignee of open tasks. Those for people from the start are seen on acknowledging,
    so that only who takes over an acknowledged incident is told of these too.
    """
    taken = after.stage == "acknowledged"
    if any(taken or not one.assigned for one in after.by_hand):
        return notice(after, "by-hand", after.assignee, now)
    return None


def telling(incident: Incident) -> tuple[str, ...]:
    """Notices about waiting tasks that are not settled."""
    return tuple(one for one in incident.telling if incident.told[one].kind == "to-confirm")


def asked(incident: Incident) -> set[str]:
    return {incident.told[one].person for one in telling(incident)}


def _some(incident: Incident, known: Container[str], *, wanted: bool) -> dict[str, Any]:
    return {
        "by_hand": tuple(one for one in incident.by_hand if (_did(one) in known) is wanted),
        "to_confirm": tuple(one for one in incident.to_confirm if (_waits(one) in known) is wanted),
    }


def _did(job: ByHand) -> str:
    return job.action_id


def _waits(job: ByHand) -> str:
    return f"decided {job.action_id}"
