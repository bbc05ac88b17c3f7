"""The devices of a simulated city: kinds, locations, gateways. Pure.

The n-th device of a kind is the same for the same seed whatever the total: a larger city extends a
smaller one.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from random import Random
from typing import Any, NamedTuple

from infra.settings import Settings
from operate.failure import Failure
from operate.simulation.kinds import Kind

BUILDINGS, BLOCK = 12, 3  # per community; per supply block
STREETS = ("路", "东街", "北街", "西巷")
FAR = 0.004  # degrees from a community's centre to its farthest device
LONGEST = 24  # letters of a community's name in an id
WHERE = ("building", "zone", "point", "grid")  # fields of the location in a card
GATEWAY, BEHIND = "gateway", "through_gateway"


class Place(NamedTuple):
    """A community; its street names begin with `stem`."""

    code: str
    stem: str
    latin: str
    lat: float
    lon: float
    grids: tuple[str, ...] = ()


class Made(NamedTuple):
    """One device; `card` is its input to the register."""

    kind: Kind
    card: dict[str, Any]

    @property
    def id(self) -> str:
        return str(self.card["id"])

    @property
    def community(self) -> str:
        return str(self.card["community"])


def places(city: Settings) -> list[Place]:
    """The communities in a city's file; Failure if it does not say where they are."""
    known = [*city.seed.assets, *city.seed.stations]
    found = []
    for one in city.communities:
        points = [row["point"] for row in known if row["community"] == one.code]
        if not points:
            raise Failure(f"no asset or station of {city.name} has a location in {one.code}")
        lat, lon = (sum(p[axis] for p in points) / len(points) for axis in ("lat", "lon"))
        grids = tuple(g["grid"] for g in city.seed.grids if g["grid"].startswith(one.code))
        stem = one.name.zh.removesuffix("社区")
        latin = re.sub(r"[^A-Za-z0-9]", "", one.name.en)[:LONGEST]
        found.append(Place(one.code, stem, latin, lat, lon, grids))
    return found


def devices(seed: int, count: int, where: Sequence[Place], kinds: Sequence[Kind]) -> list[Made]:
    """So many devices, of all kinds by their shares."""
    numbers: dict[str, int] = defaultdict(int)
    gateways: dict[str, list[dict[str, Any]]] = defaultdict(list)
    made = []
    for kind in _in_turn(count, kinds):
        numbers[kind.id] += 1
        chance = Random(f"{seed} {kind.id} {numbers[kind.id]}")  # noqa: S311 - the same again
        place = chance.choice(where)
        one = _device(seed, numbers[kind.id], kind, place, chance, gateways[place.code])
        if kind.id == GATEWAY:
            gateways[place.code].append(one)
        made.append(Made(kind, one))
    return made


def behind(city: Sequence[Made]) -> dict[str, int]:
    """How many devices use each gateway."""
    found = {one.id: 0 for one in city if one.kind.id == GATEWAY}
    for one in city:
        if "gateway" in one.card:
            found[one.card["gateway"]] += 1
    return found


def _in_turn(count: int, kinds: Sequence[Kind]) -> Iterator[Kind]:
    """Each kind as often as its share, evenly mixed; gateways come first, as others need them."""
    whole = sum(kind.share for kind in kinds)
    credit = {kind.id: whole if kind.id == GATEWAY else 0 for kind in kinds}
    for _ in range(count):
        for kind in kinds:
            credit[kind.id] += kind.share
        turn = max(kinds, key=lambda kind: credit[kind.id])
        credit[turn.id] -= whole
        yield turn


def _device(
    seed: int,
    number: int,
    kind: Kind,
    place: Place,
    chance: Random,
    gateways: Sequence[dict[str, Any]],
) -> dict[str, Any]:
    one: dict[str, Any] = {
        "id": f"{kind.prefix}-{place.latin}-{number:04}",
        "community": place.code,
        "kind": kind.id,
        **_standing(kind, place, chance),
        "bearer": chance.choice([by for by in kind.bearers if by != BEHIND]),
        "maker": "演示",
        "model": f"SIM-{kind.prefix}",
        "serial": f"SIM-{seed}-{kind.prefix}-{place.latin}-{number:04}",
    }
    if place.grids:
        one["grid"] = chance.choice(place.grids)
    if BEHIND in kind.bearers and gateways and chance.random() < 0.6:
        one |= _behind(kind, chance.choice(gateways), chance)
    one["name"] = f"{one['address']}{kind.noun}"
    return one


def _behind(kind: Kind, gateway: dict[str, Any], chance: Random) -> dict[str, Any]:
    """At the location of its gateway."""
    where: dict[str, Any] = {name: gateway[name] for name in WHERE if name in gateway}
    address = _address(kind, gateway["building"], chance)
    return {**where, "bearer": BEHIND, "gateway": gateway["id"], "address": address}


def _standing(kind: Kind, place: Place, chance: Random) -> dict[str, Any]:
    number = chance.randint(1, BUILDINGS)
    block = {"zone": f"{place.stem}{(number - 1) // BLOCK + 1}号供电区"}
    if kind.stands == "street":
        street = f"{place.stem}{chance.choice(STREETS)}"
        return {"point": _point(place, chance), "address": f"{street}{2 * number}号门前", **block}
    building = f"{place.stem}花园{number}号楼"
    return {
        "point": _point(place, Random(building)),  # noqa: S311 - all of one stand at one place
        "address": _address(kind, building, chance),
        "building": building,
        **block,
    }


def _address(kind: Kind, building: str, chance: Random) -> str:
    door = f"{chance.randint(1, 4)}单元"
    if kind.stands == "dwelling":
        return f"{building}{door}{chance.randint(1, 18)}0{chance.randint(1, 4)}室"
    return f"{building}{door}" if kind.stands == "building" else f"{building}前"


def _point(place: Place, chance: Random) -> dict[str, float]:
    return {
        "lat": round(place.lat + chance.uniform(-FAR, FAR), 6),
        "lon": round(place.lon + chance.uniform(-FAR, FAR), 6),
    }
