"""Storage for correlation. Keys are spelled in this file and nowhere else.

group#<community>#<row>     <place>           incidents raised by a rule at a place
waiting#<…as the group>#<place>  hazard#<id>  hazards waiting for an incident, for some days
hazard#<id>                 incident          the incident that handles a hazard
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import cache

from functions.incidents.model import Member
from linli.rows import rows
from linli.store import Write, find, load_many, partition

from .model import Correlation, Group, Route

WAITED = timedelta(days=9)  # correlation windows are a week at most; real time


@cache
def correlations() -> tuple[Correlation, ...]:
    """The city's rules, deployed with the code."""
    return rows("incidents", "correlation", Correlation)


def group(community: str, rule: str, place: str, *, drill: bool) -> Group:
    """Empty if nothing has been raised there."""
    empty = Group(community=community, rule=rule, place=place, drill=drill)
    return find(*_group(empty), Group) or empty


def keep(group: Group) -> Write:
    return Write(*_group(group), group)


def waits(group: Group, hazard_id: str) -> Member | None:
    return find(_waiting(group), f"hazard#{hazard_id}", Member)


def waiting(group: Group) -> list[Member]:
    """Waiting hazards as new rows, to be written for the incident that they join."""
    found = partition(_waiting(group), Member, limit=None)
    return [one.model_copy(update={"version": None}) for one in found]


def wait(group: Group, member: Member) -> list[Write]:
    """Writes the group too, so that a concurrent raising of an incident conflicts."""
    gone = datetime.now(UTC) + WAITED
    row = Write(_waiting(group), f"hazard#{member.hazard_id}", member, expires=gone)
    return [keep(group.model_copy(update={"waits": True})), row]


def route(hazard_id: str) -> Route | None:
    return find(_hazard(hazard_id), "incident", Route)


def routes(hazard_ids: Iterable[str]) -> dict[str, str]:
    """The incidents that handle these hazards, where a route is stored."""
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
