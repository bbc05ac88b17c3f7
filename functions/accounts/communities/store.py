"""Storage of communities. Keys are spelled in the store files and nowhere else.

community#<code>   community   a community that has joined; listed by code
"""

from linli.errors import NotFound
from linli.store import Page, Write, commit, listing, load, stored

from .model import Community
from .rules import Changed

LIST = "communities"


def community(code: str) -> Community:
    return load(_community(code), "community", Community)


def joined(place: str) -> Community | None:
    """The community that equals or contains the place, if it ever joined."""
    try:
        return community(place[:12])
    except NotFound:
        return None


def communities(after: str) -> Page[Community]:
    return listing(LIST, Community, after=after)


def change(change: Changed) -> Community:
    """Store the community with its events, or nothing."""
    known = change.community
    if not change.news:
        return known
    at = _community(known.code), "community"
    commit(Write(*at, known, change.news, listed=(LIST, known.code)))
    return stored(known)


def _community(code: str) -> str:
    return f"community#{code}"
