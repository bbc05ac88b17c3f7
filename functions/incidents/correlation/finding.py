"""Finds the incident that handles a hazard, along the chain of incidents joined to one another."""

from datetime import datetime
from typing import NamedTuple

from functions.incidents import store as incidents
from functions.incidents import tally
from functions.incidents.handling import sensing
from functions.incidents.handling.acts import Change
from functions.incidents.handling.sensing import Allowed
from functions.incidents.model import Incident, Member

from . import store


class Found(NamedTuple):
    """A hazard and the path of incidents from its own to the one that handles it, the last.

    `own`: it is the leading hazard of the first.
    """

    path: tuple[Incident, ...]
    member: Member
    own: bool


def find(hazard_id: str) -> Found:
    """NotFound for a hazard without an incident."""
    route = store.route(hazard_id)
    holder = incidents.incident(route.incident if route else sensing.incident_of(hazard_id))
    path = tuple(incidents.upwards(holder))
    if holder.hazard_id == hazard_id:
        return Found(path, tally.lead(holder), own=True)
    return Found(path, incidents.member(holder.id, hazard_id), own=False)


def kept(found: Found, root: Incident, after: Member, allowed: Allowed, now: datetime) -> Change:
    """The root as decided, with the updated knowledge of the hazard along the path."""
    inner = [
        one.model_copy(update=sensing.counted(one, found.member, after, allowed, now))
        for one in found.path[:-1]
    ]
    if not found.own:
        writes = (incidents.member_of(found.path[0].id, after),)
        return Change(root, writes, tuple(zip(found.path, inner, strict=False)))
    holder, *_ = (*inner, root)
    knows = holder.model_copy(update={"actions": after.actions})
    if not inner:
        return Change(knows)
    return Change(root, (), tuple(zip(found.path, (knows, *inner[1:]), strict=False)))
