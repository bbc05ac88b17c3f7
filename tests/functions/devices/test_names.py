"""Whoever did something with a device is named where it is told: accounts knows him."""

from datetime import timedelta

import pytest

from tests.functions.devices.conftest import BEGIN, HERE
from tests.routes import BENCH

ROBOT, KIOSK, WRIST = "RB-WC-001", "KI-WC-001", "WR-WC-001"
KEY = {"idempotency_key": "key-of-names"}
HEAD = "id,kind,name,lat,lon,address\n"


@pytest.fixture(autouse=True)
def called(monkeypatch):
    """Everybody by his id, in capitals."""
    from linli import staff

    def answer(feature, question, *, place, people):
        return {one: one.upper() for one in people}

    monkeypatch.setattr(staff, "ask", answer)
    staff._known.clear()
    yield
    staff._known.clear()


def named(said, *people):
    assert said[0] == 200, said
    return said[1]["names"] == {one: one.upper() for one in people}


def test_of_a_window_who_opened_and_who_ended_it(ask, register, now):
    register()
    until = (BEGIN + timedelta(hours=1)).isoformat()
    body = {"why": "test", "from": BEGIN.isoformat(), "until": until, "reason": "检查"}
    window = ask("POST", "/WM-WC-001/windows", body, sub="property_manager", **KEY)[1]
    path = f"/WM-WC-001/windows/{window['id']}/endings"
    assert ask("POST", path, sub="community_worker")[0] == 201
    said = ask("GET", "/WM-WC-001/windows", sub="official")
    assert named(said, "property_manager", "community_worker")


def test_of_a_lease_who_holds_it(ask, register, heard, now):
    register(ROBOT, "robot")
    assert named(ask("GET", f"/{ROBOT}/leases", sub="official"))
    ask("POST", f"/{ROBOT}/leases", {"minutes": 10}, sub="grid_worker")
    assert named(ask("GET", f"/{ROBOT}/leases", sub="official"), "grid_worker")


def test_of_a_twin_who_wished_it_so(ask, register, heard, now):
    register(KIOSK, "kiosk")
    body = {"settings": {"volume": 3}}
    ask("PUT", f"/{KIOSK}/twin", body, sub="community_worker", if_match=0)
    assert named(ask("GET", f"/{KIOSK}/twin", sub="official"), "community_worker")


def test_of_an_import_who_sent_it(ask, people, now):
    body = {"community": HERE, "csv": f"{HEAD}WM-WC-009,water_meter,x,37.8,112.5,x\n"}
    job = ask("POST", "/imports", body, sub="community_worker", **KEY)[1]
    found = ask("GET", "/imports", sub="property_manager", query={"community": HERE})
    for said in (found, ask("GET", f"/imports/{job['id']}", sub="property_manager")):
        assert named(said, "community_worker")


def test_of_a_batch_and_its_claims_who_gave_them(ask, claim):
    for path in ("/batches/acme.2026-07", "/batches/acme.2026-07/claims"):
        assert named(ask("GET", path, sub="city"), "city")


def test_of_a_kind_who_revised_it(ask, people):
    ask("POST", "/kinds", {**BENCH, "id": "bench"}, sub="city")
    body = BENCH | {"every_seconds": 60}
    assert ask("PUT", "/kinds/bench", body, sub="city", if_match=1)[0] == 200
    query = {"community": HERE}
    assert named(ask("GET", "/kinds/bench/revisions", sub="grid_worker", query=query), "city")


def test_of_ones_own_device_who_registered_it(ask, register, now):
    register(WRIST, "wearable")
    assert named(ask("GET", "/me", sub="resident"), "community_worker")
