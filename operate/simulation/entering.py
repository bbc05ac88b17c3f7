"""Registers what is missing of a simulated city through the city's own API.

Each part first reads what exists, so a second run, or one after an interruption, creates nothing
twice.
"""

import csv
import io
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from operate.city_api import Api
from operate.failure import Failure
from operate.progress import counted
from operate.simulation.city import Made

AT_ONCE = 4  # requests; each occupies a process of the engine
TO_IMPORT = 300.0  # seconds within which an import must make progress
BETWEEN = 0.5
COLUMNS = (
    *("id", "kind", "name", "lat", "lon", "address", "grid", "building", "zone"),
    *("gateway", "bearer", "maker", "model", "serial"),
)
ASSET = (
    *("id", "community", "kind", "name", "point", "address", "grid", "building", "zone"),
    *("maker", "model", "serial"),
)
STATION = ("id", "community", "kind", "name", "point", "address", "grid")
T = TypeVar("T")


def register(api: Api, city: Sequence[Made]) -> int:
    """From tables, one community at a time."""
    standing = set(_standing(api, "/v1/devices", {one.community for one in city}))
    groups: dict[str, list[Made]] = defaultdict(list)
    for one in city:
        if one.id not in standing:
            groups[one.community].append(one)
    total = sum(map(len, groups.values()))
    if not total:
        return 0
    with counted("register of devices", total) as done:
        for community, some in groups.items():
            _import(api, community, some, done)
    return total


def _import(api: Api, community: str, some: list[Made], done: Callable[[int], None]) -> None:
    table = {"community": community, "csv": _table(some)}
    job, applied = api.post("/v1/devices/imports", table), 0
    limit = time.monotonic() + TO_IMPORT
    while job["stage"] == "applying":
        if time.monotonic() > limit:
            raise Failure(f"the import {job['id']} makes no progress: see logs/watch.log")
        time.sleep(BETWEEN)
        job = api.get(f"/v1/devices/imports/{job['id']}")
        if job["applied"] > applied:
            limit = time.monotonic() + TO_IMPORT
            done(job["applied"] - applied)
            applied = job["applied"]
    if job["wrong"] or job["failed"]:
        first = job["problems"][0]
        where = f"{first['column'] or 'all'} of row {first['row']}: {first['code']}"
        raise Failure(f"{job['wrong'] or job['failed']} devices of {community}, {where}")
    done(len(some) - applied)


def _table(some: Iterable[Made]) -> str:
    out = io.StringIO()
    table = csv.DictWriter(out, COLUMNS, restval="", extrasaction="ignore", lineterminator="\n")
    table.writeheader()
    for one in some:
        table.writerow({**one.card, **one.card["point"]})
    return out.getvalue()


def assets(api: Api, city: Sequence[Made]) -> int:
    """Devices whose messages facilities stores are also registered as assets."""
    own = [one for one in city if one.kind.owner == "facilities"]
    standing = set(_standing(api, "/v1/facilities/assets", {one.community for one in own}))
    missing = [one for one in own if one.id not in standing]

    def post(one: Made) -> None:
        api.post(
            "/v1/facilities/assets", {name: one.card[name] for name in ASSET if name in one.card}
        )

    return each("assets", missing, post)


def stations(api: Api, city: Sequence[Made]) -> int:
    own = [one for one in city if one.kind.owner == "environment"]
    missing = [one for one in own if api.get(f"/v1/environment/stations/{one.id}") is None]

    def post(one: Made) -> None:
        known = {name: one.card[name] for name in STATION if name in one.card}
        api.post("/v1/environment/stations", {**known, **one.kind.more})

    return each("stations", missing, post)


def each(what: str, some: Sequence[T], work: Callable[[T], None]) -> int:
    """Stops at the first failure; completed work remains."""
    if not some:
        return 0
    first, *others = some
    with counted(what, len(some)) as done, ThreadPoolExecutor(AT_ONCE) as pool:
        work(first)  # alone, as it creates what the others share
        done(1)
        for _ in pool.map(work, others):
            done(1)
    return len(some)


def _standing(api: Api, path: str, communities: Iterable[str]) -> Iterable[str]:
    for community in sorted(communities):
        yield from (one["id"] for one in api.all(f"{path}?community={community}"))
