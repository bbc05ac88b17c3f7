"""What the environment says of hazards, as it writes it, is heard like what facilities says."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from functions.incidents import store, tally

SAMPLES = Path("events/samples/environment")
PLACE = "140105001001"
WHERE = "3号楼2单元402"


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


@pytest.mark.parametrize("name", ["ExceedanceCleared", "ExceedanceWithdrawn"])
def test_that_it_cleared_or_never_was_is_the_sensors_return_to_normal(hear, states, name):
    hear.told("WaterSuspected", **said("WaterSuspected"))
    water = {"kind": "water", "raises": "incident", "asset_id": "WQ-WC-001"}
    hear.told(name, **said(name, **water))
    [one] = all_open()
    assert one.sensor.normal
    hear.told("WaterSuspected", at=one.sensor.at + timedelta(minutes=5), **said("WaterSuspected"))
    [one] = all_open()
    assert not one.sensor.normal


def test_a_thrown_object_is_one_incident_that_no_sensor_keeps_open(hear, states):
    for _ in range(2):
        hear.told("ThrownObjectSeen", **said("ThrownObjectSeen"))
    [one] = all_open()
    assert (one.category, one.priority, one.building) == ("O2", "P2", "3")
    assert one.article == "L-CC#1254; L-PS#43(5)"
    assert tally.counts(one).abnormal == 0


def test_a_fall_that_is_asked_about_is_none_yet(hear, states):
    hear.told("FallCancelled", **said("FallCancelled", raises="hazard"))
    assert all_open() == []


def test_that_all_is_well_is_seen_by_who_is_on_his_way(hear, states):
    hear.told("FallConfirmed", **said("FallConfirmed"))
    [one] = all_open()
    assert (one.category, one.priority, one.kind) == ("O1", "P1", "fall")
    assert not one.sensor.normal
    hear.told("FallCancelled", **said("FallCancelled"))
    [one] = all_open()
    assert one.sensor.normal
    hear.told("FallConfirmed", **said("FallConfirmed", why="said"))
    assert [fact.kind for fact in store.timeline(all_open()[0])] == ["raised", "normal", "worse"]


@pytest.fixture
def home(monkeypatch):
    """What environment says of where who fell lives; and what it was asked."""
    from functions.incidents.drafts import homes

    asked = []

    def ask(feature, question, **given):
        asked.append((feature, question, given))
        if not asked[0][2].get("by"):
            raise RuntimeError
        return WHERE

    monkeypatch.setattr(homes, "ask", ask)
    return asked


@pytest.mark.parametrize(
    ("kind", "by", "address"),
    [("fall", "li", WHERE), ("fall", "", ""), ("air", "li", "")],
)
def test_a_sheet_says_where_who_fell_lives_if_that_is_known(hear, states, home, kind, by, address):
    from functions.incidents.drafts import homes

    hear.told("FallConfirmed", **said("FallConfirmed", kind=kind))
    [one] = all_open()
    assert homes.placed(one, by, "incident").address == address
    known = {"sighting": one.hazard_id, "by": by, "purpose": "incident"}
    assert home == ([("environment", "home_of", known)] if kind == "fall" else [])
