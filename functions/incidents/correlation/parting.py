"""Parting: people decide that a hazard or an incident does not belong to this incident."""

from collections.abc import Iterator
from datetime import datetime

from functions.incidents import store as incidents
from functions.incidents import tally
from functions.incidents.handling.acts import Change
from functions.incidents.model import Incident, Member
from linli.errors import NotFound, Refused
from linli.store import Write

from . import joining, merging, store
from .finding import find
from .model import Route

Path = tuple[Incident, ...]


def part(root: Incident, hazard_id: str, by: str, reason: str, now: datetime) -> Change:
    """The hazard, or the incident that it leads, is independent again."""
    try:
        found = find(hazard_id)
    except NotFound:
        raise Refused("not-joined") from None
    if found.path[-1].id != root.id:
        raise Refused("not-joined")
    path = (*found.path[:-1], root)
    if not found.own:
        return _part_hazard(path, found.member, by, reason, now)
    if len(path) == 1:
        raise Refused("leading-hazard")
    return _part_incident(path, by, reason, now)


def _part_hazard(path: Path, member: Member, by: str, reason: str, now: datetime) -> Change:
    holder, root = path[0], path[-1]
    own = joining.raise_parted(member, holder, root, by, reason, now)
    gone = member.model_copy(update={"parted_to": own.id})
    writes = (incidents.member_of(holder.id, gone), _route(member.hazard_id, own.id))
    counts = tally.one(member)
    after = joining.part(root, counts, member.actions, member.subject, by, reason, now)
    inner = tuple((one, joining.less(one, counts)) for one in path[:-1])
    return Change(after, writes, (*inner, (None, own)))


def _part_incident(path: Path, by: str, reason: str, now: datetime) -> Change:
    child, *above = path
    counts = tally.counts(child)
    inner = [joining.less(one, counts) for one in above[:-1]]
    actions, name = set(_actions(child)), child.number or child.subject
    after = joining.part(above[-1], counts, actions, name, by, reason, now)
    left = [*inner, after]
    left[0] = merging.without(left[0], child.id)
    revived = merging.revive(child, above, actions, by, reason, now)
    beside = tuple(zip(above[:-1], left[:-1], strict=True))
    return Change(left[-1], (), (*beside, (child, revived)))


def _actions(incident: Incident) -> Iterator[str]:
    """The ids of the linked actions of all its hazards."""
    for one in incidents.beneath(incident):
        yield from one.actions
        known = (member for member in incidents.members(one.id) if not member.parted_to)
        yield from (mark for member in known for mark in member.actions)


def _route(hazard_id: str, incident_id: str) -> Write:
    known = store.route(hazard_id) or Route(hazard_id=hazard_id, incident=incident_id)
    return store.lead(known.model_copy(update={"incident": incident_id}))
