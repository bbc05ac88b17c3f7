"""What facilities hears of each hazard, once the incident that was about all of them is closed."""

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

from .finding import beneath


def release(closed: IncidentClosed) -> None:
    """Of what the closing does not name itself; each once, however often this is heard."""
    with suppress(NotFound):
        incident = incidents.incident(closed.incident_id)
        if incident.stage == "closed" and incident.closed_at:
            for one in beneath(incident):
                _release_all(one, incident, incident.closed_at)


def _release_all(holder: Incident, closed: Incident, at: datetime) -> None:
    if holder.id != closed.id:
        until_settled(partial(_release_lead, holder.id, closed, at))
    after = ""
    while some := incidents.members(holder.id, after):
        for one in some:
            until_settled(partial(_release, holder.id, one.hazard_id, closed, at))
        after = some[-1].hazard_id


def _release(holder_id: str, hazard_id: str, closed: Incident, at: datetime) -> None:
    member = incidents.member(holder_id, hazard_id)
    if member.parted_to is None and member.released_at != at:
        done = member.model_copy(update={"released_at": at})
        commit(incidents.member_of(holder_id, done, _released(member, closed, at)))


def _release_lead(holder_id: str, closed: Incident, at: datetime) -> None:
    holder = incidents.incident(holder_id)
    member = tally.lead(holder)
    if member.released_at != at:
        lead = member.model_copy(update={"released_at": at})
        done = holder.model_copy(update={"lead": lead})
        commit(*incidents.writes(done, _released(member, closed, at)))


def _released(member: Member, closed: Incident, at: datetime) -> HazardReleased:
    whose = {"subject": member.subject, "hazard_id": member.hazard_id}
    about = {"measure": member.measure, "hazard_at": member.hazard_at}
    return said(HazardReleased, closed.model_copy(update=whose), at, **about)
