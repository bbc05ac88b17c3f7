"""Where duty rests. Keys are spelled in this file and nowhere else.

roster#<place>              <post>            who holds the post when
chain#<community>           chain             whom incidents are dispatched to
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
    """None where nobody has written one."""
    with suppress(NotFound):
        return roster(place, post)
    return None


def chain(community: str) -> Chain:
    return load(f"chain#{community}", "chain", Chain)


def chain_of(community: str) -> Chain:
    """Where nobody has written a chain, the city's first operator is all of it."""
    with suppress(NotFound):
        return chain(community)
    return Chain(community=community, operator=next(iter(city().operators), None))


@cache
def times() -> tuple[Time, ...]:
    """The city's minutes for each act, staged with the code."""
    return rows("incidents", "times", Time)


def grid(grid: str) -> Grid:
    return load(f"grid#{grid}", "grid", Grid)


def put(noun: D, version: int) -> D:
    """Write over that version, 0 for a new one; Stale with the current one if it is another."""
    return revise(*_duty(noun), noun, version)


def _duty(noun: Roster | Chain | Grid) -> tuple[str, str]:
    if isinstance(noun, Roster):
        return f"roster#{noun.place}", noun.post
    if isinstance(noun, Chain):
        return f"chain#{noun.community}", "chain"
    return f"grid#{noun.grid}", "grid"
