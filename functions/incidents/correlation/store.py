"""Where it is looked up what belongs together. Keys are spelled in this file and nowhere else.

group#<community>#<row>     <place>           what was raised by a row at a place
waiting#<…as the group>#<place>  hazard#<id>  what waits for one, for some days
hazard#<id>                 incident          by which incident a hazard is handled
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import cache

from functions.incidents.model import Member
from linli.rows import rows
from linli.store import Write, find, load_many, partition

from .model import Correlation, Group, Route

WAITED = timedelta(days=9)  # a window has a week at the most; real time


@cache
def correlations() -> tuple[Correlation, ...]:
    """The city's rows, staged with the code."""
    return rows("incidents", "correlation", Correlation)


def group(community: str, rule: str, place: str, *, drill: bool) -> Group:
    """Empty where nothing was raised yet."""
    empty = Group(community=community, rule=rule, place=place, drill=drill)
    return find(*_group(empty), Group) or empty


def keep(group: Group) -> Write:
    return Write(*_group(group), group)


def waits(group: Group, hazard_id: str) -> Member | None:
    return find(_waiting(group), f"hazard#{hazard_id}", Member)


def waiting(group: Group) -> list[Member]:
    """As rows that are still to be written, of the incident that they join."""
    found = partition(_waiting(group), Member, limit=None)
    return [one.model_copy(update={"version": None}) for one in found]


def wait(group: Group, member: Member) -> list[Write]:
    """The group is written too, so that nobody raises an incident past it."""
    gone = datetime.now(UTC) + WAITED
    row = Write(_waiting(group), f"hazard#{member.hazard_id}", member, expires=gone)
    return [keep(group.model_copy(update={"waits": True})), row]


def route(hazard_id: str) -> Route | None:
    return find(_hazard(hazard_id), "incident", Route)


def routes(hazard_ids: Iterable[str]) -> dict[str, str]:
    """The incidents by which they are handled, of those that say so."""
    known = load_many([(_hazard(one), "incident") for one in hazard_ids], Route)
    return {one.hazard_id: one.incident for one in known.values()}


def lead(route: Route) -> Write:
    return Write(_hazard(route.hazard_id), "incident", route)


def _group(group: Group) -> tuple[str, str]:
    drill = "drill#" if group.drill else ""
    return f"group#{group.community}#{group.rule}", f"{drill}{group.place}"


def _waiting(group: Group) -> str:
    pk, sk = _group(group)
    return f"{pk.replace('group', 'waiting', 1)}#{sk}"


def _hazard(hazard_id: str) -> str:
    return f"hazard#{hazard_id}"
