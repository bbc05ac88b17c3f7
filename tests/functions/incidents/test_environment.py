"""What the environment says of hazards, as it writes it, is heard like what facilities says."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

SAMPLES = Path("events/samples/environment")
PLACE = "140105001001"


def said(name, **more):
    detail = json.loads((SAMPLES / f"{name}.json").read_text("utf-8"))
    return {key: value for key, value in detail.items() if key not in ("at", "version")} | more


def all_open():
    from functions.incidents import store

    return store.incidents(PLACE, is_open=True, after="").items


@pytest.mark.parametrize("name", ["AirExceeded", "NoiseExceeded"])
def test_a_mere_exceedance_raises_nothing(hear, name):
    hear.told(name, **said(name))
    assert all_open() == []


def test_suspected_water_is_an_incident_once_it_is_told_as_one(hear, states):
    hear.told("WaterSuspected", **said("WaterSuspected", raises="hazard", priority="P3"))
    assert all_open() == []
    for _ in range(2):
        hear.told("WaterSuspected", **said("WaterSuspected"))
    [one] = all_open()
    assert (one.subject, one.kind, one.category) == ("WQ-WC-001", "water", "A7")
    assert (one.priority, one.article) == ("P2", "GB 5749-2022")
    assert not one.sensor.normal


def test_that_it_cleared_is_the_sensors_return_to_normal(hear, states):
    hear.told("WaterSuspected", **said("WaterSuspected"))
    water = {"kind": "water", "raises": "incident", "asset_id": "WQ-WC-001"}
    hear.told("ExceedanceCleared", **said("ExceedanceCleared", **water))
    [one] = all_open()
    assert one.sensor.normal
    hear.told("WaterSuspected", at=one.sensor.at + timedelta(minutes=5), **said("WaterSuspected"))
    [one] = all_open()
    assert not one.sensor.normal
