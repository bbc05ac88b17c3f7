"""Storage of stations. Keys are spelled in this file and nowhere else.

station#<id>    station    a station; those in use in one list, by community and kind
"""

from collections.abc import Iterable

from functions.environment.model import StationKind
from linli.errors import Invalid, NotFound, Refused
from linli.places import prefix
from linli.store import Page, Write, commit, create, listing, load, load_many, stored

from .model import Station

LIST, SHOWN = "stations", 50


def station(station_id: str) -> Station:
    return load(_station(station_id), "station", Station)


def station_in(community: str, station_id: str) -> Station:
    """NotFound also if it is registered in another community, or retired."""
    found = station(station_id)
    if found.community != community or found.state == "retired":
        raise NotFound
    return found


def known(station_ids: Iterable[str]) -> dict[str, Station]:
    """The registered stations of up to a hundred ids."""
    found = load_many([(_station(one), "station") for one in station_ids], Station)
    return {one.id: one for one in found.values()}


def stations(place: str, kind: StationKind | None, after: str) -> Page[Station]:
    """Stations of a place at any level; filtered by kind, a page may be short and yet have
    a next.
    """
    page = listing(LIST, Station, starts=prefix(place), after=after, limit=SHOWN)
    return Page([one for one in page.items if kind in (None, one.kind)], page.next)


def register(station: Station, request: str, *others: Write) -> Station:
    """Idempotent for the same card; refused if the id is taken by another."""
    try:
        return create(_writing(station, request), *others, model=Station)
    except Invalid:
        raise Refused("already-registered") from None


def revise(station: Station) -> Station:
    commit(_writing(station))
    return stored(station)


def _writing(station: Station, request: str | None = None) -> Write:
    place = f"{station.community}#{station.kind}#{station.id}"
    listed = None if station.state == "retired" else (LIST, place)
    return Write(_station(station.id), "station", station, listed=listed, request=request)


def _station(station_id: str) -> str:
    return f"station#{station_id}"
