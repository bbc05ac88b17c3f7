"""Creates the initial data in a city's file, through the city's own API.

Existing data are left as people have changed them since, so a second run changes nothing.
"""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from infra import settings
from infra.settings import Person, Settings
from linli.rows import from_yaml, read
from operate import devices, sign_in
from operate.city_api import Api
from operate.fleet.curve import Measured
from operate.home import Home
from operate.progress import note

NORMAL: dict[str, Measured] = {
    "manhole": {"tilt_degrees": 1.0, "level_percent": 20.0},
    "hydrant": {"pressure_mpa": 0.3},
    "gas_detector": {"lel_percent": 0.0},
    "elevator": {
        "passenger": 0.0,
        "moving": 0.0,
        "door_closed": 1.0,
        "in_zone": 1.0,
        "seconds_outside": 0.0,
        "mode": 40.0,
        "code": 0.0,
    },
    "street_light": {"lit": 1.0},
    "light_circuit": {"lit": 1.0},
    "power_meter": {"voltage_v": 230.0},
    "water_tank": {"tank_level_percent": 70.0, "lid_open": 0.0},
    "pump": {"fault": 0.0},
}  # what the sensors of an asset measure when all is well


STATIONS = Path(__file__).with_name("stations.yaml")
KINDS = {row["id"] for row in read("devices", "rules/kinds")}
DEVICE = ("id", "community", "kind", "name", "point", "address", "grid", "building", "zone")
One = TypeVar("One")
Made = TypeVar("Made")
AT_ONCE = 4  # people or things, as each mostly waits for the city
BEFORE = 48  # hours of measurements of a new station, so that it has a history at once


def seed(home: Home, city: str) -> int:
    """Returns how many things were missing and have been created."""
    known = settings.load(str(home.city_file()) if home.city() == city else city)
    api = Api(home, known)
    people(home, known)
    made = communities(api) + memberships(api) + duties(api) + assets(api)
    made += stations(api) + registered(api)
    equip(home, known)
    if made:
        note(f"{made} rows were missing and have been written")
    return made


def people(home: Home, city: Settings) -> None:
    """Existing people are not changed."""

    def invited(person: Person) -> str:
        known = {"name": person.name} | ({"phone": person.phone} if person.phone else {})
        return sign_in.invite(home, city.name, person.id, **known)

    _each(invited, city.people)


def communities(api: Api) -> int:
    opened = {one["code"] for one in api.all("/v1/accounts/communities")}
    missing = [c for c in api.city.communities if c.code not in opened]
    for community in missing:
        api.post("/v1/accounts/communities", community.model_dump())
    return len(missing)


def memberships(api: Api) -> int:
    """Granted by the operators, who are operators by the city's file."""

    def granted(person: Person) -> int:
        held = (api.get("/v1/accounts/me", by=person.id) or {}).get("memberships", [])
        known = {(one["role"], one["place"]) for one in held}
        missing = [one for one in person.memberships if (one.role, one.place) not in known]
        for one in missing:
            api.grant(person.id, one.model_dump())
        return len(missing)

    return sum(_each(granted, api.city.people))


def duties(api: Api) -> int:
    rows = api.city.seed
    wanted = {
        **{f"grids/{row['grid']}": _without(row, "grid") for row in rows.grids},
        **{
            f"rosters/{row['place']}/{row['post']}": _without(row, "place", "post")
            for row in rows.rosters
        },
        **{f"chains/{row['community']}": _without(row, "community") for row in rows.chains},
    }
    missing = [path for path in wanted if api.get(f"/v1/incidents/{path}") is None]
    for path in missing:
        api.put_new(f"/v1/incidents/{path}", wanted[path])
    return len(missing)


def assets(api: Api) -> int:
    """In the order of the file: an asset comes after those it is linked with."""
    ids = {row["id"] for row in api.city.seed.assets}
    missing = {asset for asset in ids if api.get(f"/v1/facilities/assets/{asset}") is None}
    for row in api.city.seed.assets:
        if row["id"] in missing:
            api.post("/v1/facilities/assets", row)
    return len(missing)


def stations(api: Api) -> int:
    """Stations of the environment."""
    rows = api.city.seed.stations
    missing = [one for one in rows if api.get(f"/v1/environment/stations/{one['id']}") is None]
    for row in missing:
        api.post("/v1/environment/stations", row)
    return len(missing)


def registered(api: Api) -> int:
    """Registers a device for what sends messages, if its kind is in the catalogue."""
    rows = [row for row in _speaking(api.city) if row["kind"] in KINDS]
    missing = [row for row in rows if api.get(f"/v1/devices/{row['id']}") is None]
    cards = [{name: row[name] for name in DEVICE if name in row} for row in missing]
    _each(partial(api.post, "/v1/devices"), cards)
    return len(missing)


def _speaking(city: Settings) -> list[dict[str, Any]]:
    return [*city.seed.assets, *city.seed.stations]


def equip(home: Home, city: Settings) -> None:
    """Provisions everything that sends messages, and the phones of people on duty."""
    curves = from_yaml(STATIONS)

    def asset(row: dict[str, Any]) -> None:
        steady: Measured | None = NORMAL.get(row["kind"])
        known = home, city.name, "facilities", row["community"], row["id"]
        devices.provision(*known, steady=steady, accounts=row["kind"] in KINDS)

    def station(row: dict[str, Any]) -> None:
        steady = curves[row.get("water") or row["kind"]]
        known = home, city.name, "environment", row["community"], row["id"]
        devices.provision(*known, steady=steady, before=BEFORE, accounts=True)

    told = _told(city)

    def phones(person: str) -> None:
        for place in sorted(place for place, one in told if one == person):
            devices.provision_phone(home, city.name, place, person)

    _each(station, city.seed.stations)
    _each(asset, city.seed.assets)
    _each(phones, {person for _, person in told})


def _each(act: Callable[[One], Made], of: Iterable[One]) -> list[Made]:
    """Some at once. Raises the error of the first that failed, after all have ended."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(act, of))


def _told(city: Settings) -> set[tuple[str, str]]:
    """Community and person of everybody who may get notices."""
    on_duty = {
        (row["place"][:12], shift["person"]) for row in city.seed.rosters for shift in row["shifts"]
    }
    return on_duty | {(row["community"], row["operator"]) for row in city.seed.chains}


def _without(row: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in names}
