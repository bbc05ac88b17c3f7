"""Creates what is missing of a simulated city: in the register, at the broker, in the fleet."""

import time
from collections.abc import Sequence
from typing import Any

import httpx

from infra import settings
from operate import daemons, devices, registrar
from operate.city_api import Api
from operate.failure import Failure
from operate.home import Home
from operate.progress import counted, note
from operate.simulation import entering, rates
from operate.simulation.city import GATEWAY, Made, behind, places
from operate.simulation.city import devices as generated
from operate.simulation.kinds import all_kinds

TO_CONNECT = 300.0  # seconds within which all must be connected
BETWEEN = 0.5
RECORD = "simulation.json"


def plan(home: Home, count: int, seed: int | None) -> tuple[int, list[Made]]:
    """The seed and the city it gives; Failure if this home or this machine cannot have it."""
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
    """Returns how many things were missing."""
    known = settings.load(str(home.city_file()))
    home.write(RECORD, {"seed": seed})
    api = Api(home, known)
    missing = entering.register(api, city)
    missing += entering.assets(api, city) + entering.stations(api, city)
    missing += provision(home, known.name, city)
    connect(home, {one.id for one in city})
    return missing


def provision(home: Home, city: str, made: Sequence[Made]) -> int:
    """A certificate for each; a running fleet connects it at once."""
    held, through = _held(home), behind(made)

    def steady(one: Made) -> Any:
        if one.kind.id != GATEWAY:
            return one.kind.measures
        return one.kind.measures | {"devices": max(float(through[one.id]), _behind(home, one.id))}

    def stands(one: Made) -> bool:
        card = registrar.known(home, one.id) if one.id in held else None
        return card is not None and (card.steady, card.pace) == (steady(one), one.kind.pace)

    def give(one: Made) -> None:
        known = home, city, one.kind.owner, one.community, one.id
        devices.provision(*known, steady=steady(one), pace=one.kind.pace, accounts=True)

    return entering.each("certificates", [one for one in made if not stands(one)], give)


def connect(home: Home, ids: set[str]) -> None:
    """Waits for all that are not connected yet."""
    with httpx.Client(base_url=home.url("fleet"), timeout=60, trust_env=False) as fleet:
        missing = ids & set(daemons.simulated(fleet))
        if not missing:
            return  # each was connected as it got its certificate
        with counted("connections", len(missing)) as done:
            limit = time.monotonic() + TO_CONNECT
            while missing and time.monotonic() < limit:
                time.sleep(BETWEEN)
                left = missing & set(daemons.simulated(fleet))
                done(len(missing) - len(left))
                missing = left
    if missing:
        note(f"[yellow]{len(missing)} are not connected (see logs/fleet.log)[/]")


def _behind(home: Home, gateway: str) -> float:
    """How many devices are behind the gateway already; more than planned if the city was larger
    before.
    """
    card = registrar.known(home, gateway)
    known = (card.steady or {}).get("devices") if card else None
    return known if isinstance(known, float) else 0.0


def _held(home: Home) -> set[str]:
    """The things that the broker knows, as cards may exist without them."""
    things = home.client("iot").get_paginator("list_things").paginate()
    return {thing["thingName"] for page in things for thing in page["things"]}
