"""Makes what is missing of a simulated city: in the register, at the features, at the broker.

Each part asks first what stands, so a second run, or one after a break, makes nothing twice.
"""

import csv
import io
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import httpx

from infra import settings
from operate import daemons, devices, registrar
from operate.city_api import Api
from operate.failure import Failure
from operate.home import Home
from operate.progress import counted, note
from operate.simulation import rates
from operate.simulation.city import GATEWAY, Made, behind, places
from operate.simulation.city import devices as generated
from operate.simulation.kinds import all_kinds

AT_ONCE = 4  # requests; each takes a process of the engine
TO_IMPORT, TO_CONNECT = 300.0, 300.0  # seconds in which something must have moved
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
RECORD = "simulation.json"
T = TypeVar("T")


def plan(home: Home, count: int, seed: int | None) -> tuple[int, list[Made]]:
    """The seed, and the city of it; Failure where this home or this machine cannot have it."""
    city, before = settings.load(str(home.city_file())), home.read(RECORD)
    seed = int(before.get("seed", 1)) if seed is None else seed
    if before and seed != before["seed"]:
        raise Failure(
            f"{home.root} simulates the city of seed {before['seed']}; another one needs a home of"
            " its own (LINLI_HOME), or `down --wipe`"
        )
    made = generated(seed, count, places(city), all_kinds())
    rates.bearable(rates.planned(made))
    return seed, made


def make(home: Home, city: list[Made], seed: int) -> int:
    """How many things were missing."""
    known = settings.load(str(home.city_file()))
    home.write(RECORD, {"seed": seed, "devices": max(len(city), _before(home))})
    api = Api(home, known)
    missing = register(api, city)
    missing += assets(api, city) + stations(api, city)
    missing += provision(home, known.name, city)
    connect(home, {one.id for one in city})
    return missing


def register(api: Api, city: Sequence[Made]) -> int:
    """From tables, a community at a time."""
    standing = set(_standing(api, "/v1/devices", {one.community for one in city}))
    groups: dict[str, list[Made]] = defaultdict(list)
    for one in city:
        if one.id not in standing:
            groups[one.community].append(one)
    total = sum(map(len, groups.values()))
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
            raise Failure(f"the import {job['id']} stands still: see logs/watch.log")
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
    """What facilities takes the messages of is an asset, too."""
    own = [one for one in city if one.kind.owner == "facilities"]
    standing = set(_standing(api, "/v1/facilities/assets", {one.community for one in own}))
    missing = [one for one in own if one.id not in standing]

    def post(one: Made) -> None:
        api.post(
            "/v1/facilities/assets", {name: one.card[name] for name in ASSET if name in one.card}
        )

    return _each("assets", missing, post)


def stations(api: Api, city: Sequence[Made]) -> int:
    own = [one for one in city if one.kind.owner == "environment"]
    missing = [one for one in own if api.get(f"/v1/environment/stations/{one.id}") is None]

    def post(one: Made) -> None:
        known = {name: one.card[name] for name in STATION if name in one.card}
        api.post("/v1/environment/stations", {**known, **one.kind.more})

    return _each("stations", missing, post)


def provision(home: Home, city: str, made: Sequence[Made]) -> int:
    """A certificate for each; the fleet connects it at once, if it runs."""
    held, through = _held(home), behind(made)

    def steady(one: Made) -> Any:
        own = {"devices": float(through[one.id])} if one.kind.id == GATEWAY else {}
        return one.kind.measures | own

    def stands(one: Made) -> bool:
        card = registrar.known(home, one.id) if one.id in held else None
        return card is not None and (card.steady, card.pace) == (steady(one), one.kind.pace)

    def give(one: Made) -> None:
        known = home, city, one.kind.owner, one.community, one.id
        devices.provision(*known, steady=steady(one), pace=one.kind.pace, accounts=True)

    return _each("certificates", [one for one in made if not stands(one)], give)


def connect(home: Home, ids: set[str]) -> None:
    """Waits for all that are not connected yet."""
    with httpx.Client(base_url=home.url("fleet"), timeout=60, trust_env=False) as fleet:
        missing = ids & set(daemons.simulated(fleet))
        with counted("connections", len(missing)) as done:
            limit = time.monotonic() + TO_CONNECT
            while missing and time.monotonic() < limit:
                time.sleep(BETWEEN)
                left = missing & set(daemons.simulated(fleet))
                done(len(missing) - len(left))
                missing = left
    if missing:
        note(f"[yellow]{len(missing)} are not connected (see logs/fleet.log)[/]")


def _each(what: str, some: Sequence[T], work: Callable[[T], None]) -> int:
    """The first that fails ends it; what was done stays."""
    if not some:
        return 0
    first, *others = some
    with counted(what, len(some)) as done, ThreadPoolExecutor(AT_ONCE) as pool:
        work(first)  # alone, as it makes what the others share
        done(1)
        for _ in pool.map(work, others):
            done(1)
    return len(some)


def _standing(api: Api, path: str, communities: Iterable[str]) -> Iterable[str]:
    for community in sorted(communities):
        yield from (one["id"] for one in api.all(f"{path}?community={community}"))


def _held(home: Home) -> set[str]:
    """The things that the broker knows: cards may have outlived them."""
    things = home.client("iot").get_paginator("list_things").paginate()
    return {thing["thingName"] for page in things for thing in page["things"]}


def _before(home: Home) -> int:
    return int(home.read(RECORD).get("devices", 0))
