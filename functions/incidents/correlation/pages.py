"""All hazards of an incident, page by page: its leading one, those joined, and the same of each
incident joined to it.
"""

from collections.abc import Iterator
from itertools import dropwhile, islice

from functions.incidents import store as incidents
from functions.incidents import tally
from functions.incidents.model import Incident, Member

from .views import Hazards, HazardShown

PAGE = 50


def read(incident: Incident, after: str) -> Hazards:
    """`after` is the last hazard seen, by its incident and its id."""
    seen, _, hazard_id = after.partition("/")
    holders: Iterator[Incident] = incidents.beneath(incident)
    if after:
        holders = dropwhile(lambda one: one.id != seen, holders)
    found = (
        (one.id, member)
        for one in holders
        for member in _of(one, hazard_id if one.id == seen else "")
    )
    items = [_shown(*pair) for pair in islice(found, PAGE + 1)]
    if len(items) <= PAGE:
        return Hazards(items=items, next=None)
    last = items[PAGE - 1]
    return Hazards(items=items[:PAGE], next=f"{last.incident}/{last.hazard_id}")


def _of(holder: Incident, after: str) -> Iterator[Member]:
    """The leading hazard first, then the others by id."""
    if not after:
        yield tally.lead(holder)
    if not holder.joined:
        return
    since = "" if after == holder.hazard_id else after
    yield from (one for one in incidents.members(holder.id, since, PAGE) if one.parted_to is None)


def _shown(holder: str, member: Member) -> HazardShown:
    return HazardShown.model_validate({**member.model_dump(), "incident": holder})
