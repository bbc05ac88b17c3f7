"""Storage of data for warnings. Keys are spelled in this file and nowhere else.

warning#<id>    warning    listed while it lasts: all of a city in one list, by community
"""

from linli.places import prefix
from linli.store import Page, Write, find, listing

from .model import Warning as AirWarning
from .rules import Changed

LIST, SHOWN = "warnings", 50


def known(warning_id: str) -> AirWarning | None:
    return find(_warning(warning_id), "warning", AirWarning) if warning_id else None


def warnings(place: str, after: str) -> Page[AirWarning]:
    return listing(LIST, AirWarning, starts=prefix(place), after=after, limit=SHOWN)


def keep(changed: Changed) -> Write:
    one = changed.after
    listed = None if one.ends else (LIST, f"{one.place}#{one.id}")
    return Write(_warning(one.id), "warning", one, changed.news, listed=listed)


def _warning(warning_id: str) -> str:
    return f"warning#{warning_id}"
