"""Where accounts rest. Keys are spelled in this file and nowhere else.

community#<code>   community      a community that has joined; listed by code
actor#<sub>        memberships    what a person is, was and where; linli.members reads it
"""

from linli import members
from linli.errors import NotFound
from linli.roles import Actor
from linli.store import Page, Write, commit, listing, load, stored

from .model import Community
from .rules import Changed

LIST = "communities"


def community(code: str) -> Community:
    return load(_community(code), "community", Community)


def joined(place: str) -> Community | None:
    """The community that a place is or lies in, if it ever joined."""
    try:
        return community(place[:12])
    except NotFound:
        return None


def communities(after: str) -> Page[Community]:
    return listing(LIST, Community, after=after)


def change(changed: Changed) -> Community:
    """Keep the community and make known what has changed, or neither."""
    known = changed.community
    if not changed.news:
        return known
    at = _community(known.code), "community"
    commit(Write(*at, known, changed.news, listed=(LIST, known.code)))
    return stored(known)


def actor(sub: str) -> Actor:
    """Somebody of whom nothing is written is nothing anywhere, or what the city's file says: that
    is written with the first change, and holds no longer of itself.
    """
    try:
        return load(_actor(sub), "memberships", Actor)
    except NotFound:
        return Actor(id=sub, memberships=members.founding(sub))


def save(before: Actor, after: Actor) -> None:
    if after != before:
        commit(Write(_actor(after.id), "memberships", after))


def _community(code: str) -> str:
    return f"community#{code}"


def _actor(sub: str) -> str:
    return f"actor#{sub}"
