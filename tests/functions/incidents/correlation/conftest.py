"""Hazards of one building, told of as facilities would."""

from datetime import UTC, datetime, timedelta

import pytest

PLACE = "140105001001"
NOON = datetime.now(UTC).replace(microsecond=0)
POINT = {
    "kind": "fire_detector",
    "measure": "fire",
    "value": 1,
    "category": "A6.1",
    "limit_id": "FIRE-point",
    "building": "7",
}
LAMP = {
    "kind": "street_light",
    "measure": "lit",
    "value": 0,
    "category": "A4.7",
    "limit_id": "SL",
    "building": None,
    "zone": "block-1",
    "raises": "hazard",
    "priority": "P3",
}
METER = LAMP | {
    "kind": "power_meter",
    "measure": "volts",
    "category": "A4.6",
    "limit_id": "POWER",
    "raises": "incident",
    "priority": "P2",
}
ENDS = {"lesson": "none", "unreported": "the brigade was there"}


def point(number, **more):
    return {"asset_id": f"FD-{number:03}", "hazard_id": f"{number:026x}"} | POINT | more


def lamp(number, **more):
    return {"asset_id": f"SL-{number:03}", "hazard_id": f"{number + 4096:026x}"} | LAMP | more


def meter(number, **more):
    return {"asset_id": f"PM-{number:03}", "hazard_id": f"{number + 8192:026x}"} | METER | more


@pytest.fixture
def at():
    return lambda seconds: NOON + timedelta(seconds=seconds)


@pytest.fixture
def all_of(row):
    """all_of("open") -> incidents of the community."""

    def listed(stage="open"):
        from functions.incidents import store

        return store.incidents(PLACE, is_open=stage == "open", after="").items

    return listed


@pytest.fixture
def facts(row):
    from functions.incidents import store

    return lambda name: [one.kind for one in store.timeline(store.incident(name))]


@pytest.fixture
def two(fire, hear, all_of, machine):
    """The fire, and one of another building with two points."""
    for number in (10, 11):
        hear("HazardFound", **point(number, building="8"))
    [other] = [one for one in all_of() if one.id != fire]
    machine(other.id, "raised")
    return fire, other.id
