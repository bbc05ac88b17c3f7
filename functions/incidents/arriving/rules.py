"""Arrival at an incident. Pure: time comes in as an argument."""

from datetime import datetime

from functions.incidents.handling.rules import must_stand
from functions.incidents.model import Incident
from functions.incidents.moments import stated
from functions.incidents.news import fact

from .views import Arriving


def arrive(incident: Incident, by: str, said: Arriving, now: datetime) -> Incident | None:
    """Once per assignee; None if it was reported before. A phone that was offline may send it after
    the handling that followed it.
    """
    if incident.arrived_at:
        return None
    must_stand(incident, "acknowledged", "handled", "verified")
    since = incident.reopened_at or incident.raised_at
    at = stated(said.at, since, now, "at")
    return fact(incident, "arrived", now, by=by, happened_at=at, arrived_at=at)
