"""Publishes for each hazard that its incident was closed, or is open again, for the facilities
feature.
"""

from contextlib import suppress
from functools import partial
from typing import Any

from events.incidents import HazardReleased, HazardRetaken, IncidentEvent
from functions.incidents import store as incidents
from functions.incidents import tally
from functions.incidents.model import Incident, Member
from functions.incidents.news import said
from linli.errors import NotFound
from linli.store import commit, until_settled

AT_ONCE = 25  # hazards per write
TRIES, PAUSE = 10, 0.02  # state machine and sweeper write the closed incident too


def publish(incident: IncidentEvent) -> None:
    """Of the hazards not named in the event itself: what is so by now, each once, however often and
    in whatever order events arrive.
    """
    with suppress(NotFound):
        root = incidents.incident(incident.incident_id)
        for one in incidents.beneath(root):
            _publish_all(one.id, root)


def _publish_all(holder_id: str, before: Incident) -> None:
    if holder_id != before.id:
        until_settled(partial(_publish_lead, holder_id, before), TRIES, PAUSE)
    after: str | None = ""
    while after is not None:
        after = until_settled(partial(_publish, holder_id, after, before), TRIES, PAUSE)


def _publish(holder_id: str, after: str, before: Incident) -> str | None:
    """Some in one write conditional on the incident, so that what it became meanwhile prevents
    it.
    """
    root, some = _still(before), incidents.some_members(holder_id, after, AT_ONCE)
    if root is None or not some:
        return None
    left = [(one, event) for one in some if (event := _event(one, root))]
    if left:
        commit(
            *incidents.writes(root),
            *(incidents.member_of(holder_id, _told(one, root), event) for one, event in left),
        )
    return some[-1].hazard_id


def _publish_lead(holder_id: str, before: Incident) -> None:
    root, holder = _still(before), incidents.incident(holder_id)
    member = tally.lead(holder)
    if root and (event := _event(member, root)):
        done = holder.model_copy(update={"lead": _told(member, root)})
        commit(*incidents.writes(root), *incidents.writes(done, event))


def _still(before: Incident) -> Incident | None:
    """The incident, or None if it has been closed or reopened since."""
    root = incidents.incident(before.id)
    same = (root.stage == "closed", root.closed_at) == (before.stage == "closed", before.closed_at)
    return root if same else None


def _told(member: Member, root: Incident) -> Member:
    return member.model_copy(update={"released_at": root.closed_at})


def _event(member: Member, root: Incident) -> HazardReleased | HazardRetaken | None:
    """None if nothing is to be published; an incident that ended without evidence settles
    nothing.
    """
    if member.parted_to or member.released_at == root.closed_at:
        return None
    about: dict[str, Any] = {"subject": member.subject, "hazard_id": member.hazard_id}
    shown = root.model_copy(update=about)
    if root.closed_at is None:
        return said(HazardRetaken, shown, root.reopened_at or root.raised_at)
    if root.stage != "closed":
        return None
    fault = root.sensor_fault is not None and tally.is_abnormal(member)
    about = {"measure": member.measure, "hazard_at": member.hazard_at, "sensor_fault": fault}
    return said(HazardReleased, shown, root.closed_at, **about)
