"""Publishes for each hazard that its incident was closed, for the facilities feature."""

from contextlib import suppress
from datetime import datetime
from functools import partial

from events.incidents import HazardReleased, IncidentClosed
from functions.incidents import store as incidents
from functions.incidents import tally
from functions.incidents.model import Incident, Member
from functions.incidents.news import said
from linli.errors import NotFound
from linli.store import commit, until_settled

AT_ONCE = 25  # hazards per write
TRIES, PAUSE = 10, 0.02  # state machine and sweeper write the closed incident too


def release(closed: IncidentClosed) -> None:
    """The hazards not named in IncidentClosed itself; each once, however often the event
    arrives.
    """
    with suppress(NotFound):
        if incident := _still(incidents.incident(closed.incident_id)):
            for one in incidents.beneath(incident):
                _release_all(one.id, incident)


def _still(closed: Incident) -> Incident | None:
    """The incident, or None if it has been reopened or closed again."""
    incident = incidents.incident(closed.id)
    same = incident.stage == "closed" and incident.closed_at == closed.closed_at
    return incident if same else None


def _release_all(holder_id: str, closed: Incident) -> None:
    if holder_id != closed.id:
        until_settled(partial(_release_lead, holder_id, closed), TRIES, PAUSE)
    after: str | None = ""
    while after is not None:
        after = until_settled(partial(_release, holder_id, after, closed), TRIES, PAUSE)


def _release(holder_id: str, after: str, closed: Incident) -> str | None:
    """Release some in one write conditional on the closed incident, so that a reopening prevents
    it.
    """
    root, some = _still(closed), incidents.some_members(holder_id, after, AT_ONCE)
    if root is None or not some:
        return None
    at = root.closed_at
    left = [one for one in some if one.parted_to is None and one.released_at != at]
    if left and at:
        commit(
            *incidents.writes(root),
            *(
                incidents.member_of(
                    holder_id,
                    one.model_copy(update={"released_at": at}),
                    _released(one, root, at),
                )
                for one in left
            ),
        )
    return some[-1].hazard_id


def _release_lead(holder_id: str, closed: Incident) -> None:
    root, holder = _still(closed), incidents.incident(holder_id)
    member = tally.lead(holder)
    if root and (at := root.closed_at) and member.released_at != at:
        lead = member.model_copy(update={"released_at": at})
        done = holder.model_copy(update={"lead": lead})
        commit(*incidents.writes(root), *incidents.writes(done, _released(member, root, at)))


def _released(member: Member, closed: Incident, at: datetime) -> HazardReleased:
    whose = {"subject": member.subject, "hazard_id": member.hazard_id}
    fault = closed.sensor_fault is not None and tally.is_abnormal(member)
    about = {"measure": member.measure, "hazard_at": member.hazard_at, "sensor_fault": fault}
    return said(HazardReleased, closed.model_copy(update=whose), at, **about)
