"""Storage of the state of stations. Keys are spelled in this file and nowhere else.

watch#<station>    watch    due for the sweeper; air stations listed per city, with the latest hour
"""

from collections.abc import Iterable

from linli.places import prefix
from linli.store import Page, Write, listing, load, load_many

from .model import Watch

LIST, SHOWN = "air", 50


def watch(station_id: str) -> Watch:
    return load(_watch(station_id), "watch", Watch)


def by_key(pk: str, sk: str) -> Watch:
    return load(pk, sk, Watch)


def known(station_ids: Iterable[str]) -> dict[str, Watch]:
    """The states of up to a hundred stations."""
    found = load_many([(_watch(one), "watch") for one in station_ids], Watch)
    return {one.station_id: one for one in found.values()}


def suspected(station_ids: Iterable[str]) -> set[str]:
    """Which of up to a hundred water stations have an open suspicion."""
    return {one.station_id for one in known(station_ids).values() if "water" in one.open}


def air(place: str, after: str) -> Page[Watch]:
    return listing(LIST, Watch, starts=prefix(place), after=after, limit=SHOWN)


def keep(watch: Watch) -> Write:
    listed = (LIST, f"{watch.community}#{watch.station_id}") if watch.kind == "air" else None
    if watch.due is None:  # retired
        listed = None
    return Write(_watch(watch.station_id), "watch", watch, due=watch.due, listed=listed)


def _watch(station_id: str) -> str:
    return f"watch#{station_id}"
