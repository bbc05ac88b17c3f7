"""Storage of rosters, chains and grids. Keys are spelled in this file and nowhere else.

roster#<place>              <post>            who holds the post when
chain#<community>           chain             the escalation chain
grid#<grid>                 grid              a part of a community
"""

from contextlib import suppress
from functools import cache
from typing import TypeVar

from linli.city import city
from linli.errors import NotFound
from linli.rows import rows
from linli.store import load, revise

from .model import Chain, Grid, Roster, Time

D = TypeVar("D", Roster, Chain, Grid)


def roster(place: str, post: str) -> Roster:
    return load(f"roster#{place}", post, Roster)


def on_duty(place: str, post: str) -> Roster | None:
    """None if no roster was written."""
    with suppress(NotFound):
        return roster(place, post)
    return None


def chain(community: str) -> Chain:
    return load(f"chain#{community}", "chain", Chain)


def chain_of(community: str) -> Chain:
    """By default the chain is empty, with the city's first operator."""
    with suppress(NotFound):
        return chain(community)
    return Chain(community=community, operator=next(iter(city().operators), None))


@cache
def times() -> tuple[Time, ...]:
    """The city's time limits, deployed with the code."""
    return rows("incidents", "times", Time)


def grid(grid: str) -> Grid:
    return load(f"grid#{grid}", "grid", Grid)


def put(noun: D, version: int) -> D:
    """Replace the given version, 0 to create. Stale, with the current noun, if it has another."""
    return revise(*_duty(noun), noun, version)


def _duty(noun: Roster | Chain | Grid) -> tuple[str, str]:
    if isinstance(noun, Roster):
        return f"roster#{noun.place}", noun.post
    if isinstance(noun, Chain):
        return f"chain#{noun.community}", "chain"
    return f"grid#{noun.grid}", "grid"
