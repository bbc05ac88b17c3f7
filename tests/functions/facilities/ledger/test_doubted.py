"""A sensor that was wrong too often, as environment tells it: an entry until it is right again."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

SAMPLES = Path("events/samples/environment")
HAZARD = "0123456789" * 2 + "abcdef"


@pytest.fixture
def doubt(hear):
    """doubt("SensorDoubted", version=2): as the bus brings it."""

    def say(name, **more):
        said = json.loads((SAMPLES / f"{name}.json").read_text("utf-8"))
        said |= {"at": datetime.now(UTC).isoformat(), "hazard_id": HAZARD, **more}
        assert hear((name, said))["batchItemFailures"] == []

    return say


def entry(person, hazard=HAZARD):
    return person("li").get(f"hazards/{hazard}")[1]


def test_it_is_in_the_ledger_with_its_place_and_is_nobody_s_asset(doubt, person, said):
    for _ in range(2):
        doubt("SensorDoubted")
    listed = entry(person)
    assert (listed["category"], listed["found_by"], listed["kind"]) == (
        "sensor_doubted",
        "sensor",
        None,
    )
    where = listed["where"]
    assert (where["asset_id"], where["building"], where["point"]["lat"]) == ("CM-001", "3", 37.79)
    assert (listed["led_by"], listed["severity"], listed["state"]) == ("ledger", "general", "open")
    assert datetime.fromisoformat(listed["deadline"]) > datetime.now(UTC) + timedelta(hours=71)
    assert [one["hazard_id"] for one in said("HazardReported")] == [HAZARD]
    assert [one["kind"] for one in listed["timeline"]] == ["found"]


def test_a_sensor_that_is_worn_is_there_without_a_building(doubt, person):
    nowhere = dict.fromkeys(("building", "zone", "lat", "lon"))
    doubt("SensorDoubted", asset_id="WB-1", kind="wearable", **nowhere)
    assert entry(person)["where"]["building"] is None


@pytest.mark.parametrize("order", [("Doubted", "Trusted"), ("Trusted", "Doubted")])
def test_right_often_enough_again_it_is_over_in_whatever_order_that_is_heard(doubt, person, order):
    for name in order:
        doubt(f"Sensor{name}", version=1 if name == "Doubted" else 2)
    assert entry(person)["state"] == "closed"
    doubt("SensorTrusted", version=2)
    assert [one["kind"] for one in entry(person)["timeline"]] == ["found", "closed"]


def test_doubted_again_it_is_one_that_came_back(doubt, person):
    doubt("SensorDoubted", version=1)
    doubt("SensorTrusted", version=2)
    doubt("SensorDoubted", version=3, hazard_id="ab" * 13)
    assert entry(person, "ab" * 13)["recurrence"] == 1


def test_nobody_says_that_it_is_mended_while_it_is_still_doubted(doubt, person, photo):
    doubt("SensorDoubted")
    path = f"hazards/{HAZARD}"
    person("wang")
    assert person("chen").post(f"{path}/assignments", {"assignee": "wang"})[0] == 201
    mended = {"note": "已调整角度", "photos": [photo("wang")]}
    assert person("wang").post(f"{path}/repairs", mended)[0] == 201
    refused = person("liu").post(f"{path}/verifications", {"note": "看过了"})
    assert refused[1]["code"] == "sensor-abnormal"
    doubt("SensorTrusted", version=2)
    assert entry(person)["state"] == "closed"


def test_nothing_is_linked_to_it(doubt, row):
    doubt("SensorDoubted")
    assert not [one for one in row.scan() if one.pk.startswith("action#")]
