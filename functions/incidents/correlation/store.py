"""Where it is looked up what belongs together. Keys are spelled in this file and nowhere else.

group#<community>#<row>     <place>           what was raised by a row at a place
hazard#<id>                 incident          by which incident a hazard is handled
"""

from contextlib import suppress
from functools import cache

from linli.errors import NotFound
from linli.rows import rows
from linli.store import Write, load

from .model import Correlation, Group, Route


@cache
def correlations() -> tuple[Correlation, ...]:
    """The city's rows, staged with the code."""
    return rows("incidents", "correlation", Correlation)


def group(community: str, rule: str, place: str, *, drill: bool) -> Group:
    """Empty where nothing was raised yet."""
    empty = Group(community=community, rule=rule, place=place, drill=drill)
    with suppress(NotFound):
        return load(*_group(empty), Group)
    return empty


def keep(group: Group) -> Write:
    return Write(*_group(group), group)


def route(hazard_id: str) -> Route | None:
    with suppress(NotFound):
        return load(_hazard(hazard_id), "incident", Route)
    return None


def lead(route: Route) -> Write:
    return Write(_hazard(route.hazard_id), "incident", route)


def _group(group: Group) -> tuple[str, str]:
    drill = "drill#" if group.drill else ""
    return f"group#{group.community}#{group.rule}", f"{drill}{group.place}"


def _hazard(hazard_id: str) -> str:
    return f"hazard#{hazard_id}"
