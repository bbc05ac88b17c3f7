"""From a frame of a point under test to what it is taken for."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from linli.standards import gbt26875 as gb

NOW = datetime.now(UTC).replace(microsecond=0)
HERE = "140105001001"
PANEL, SMOKE, PART = "FP-001", "FD-001", "1-1-00010001"
TESTED, REAL, WELL = 2, 3, 1


@pytest.fixture
def propose(ask):
    def propose(**said):
        body = {"community": HERE, "reason": "季度检测", **said}
        return ask("POST", "windows", body, sub="wang", idempotency_key=str(uuid4()))

    return propose


@pytest.fixture
def approved(register, member, ask, propose):
    """An approved test of a place, of which the panel and one point are."""
    register(PANEL, "fire_panel", zone="3F")
    register(SMOKE, "fire_detector", zone="3F", parent=PANEL, part=PART)
    member("wang", "property_manager", HERE)
    member("bai", "official", HERE)

    def approved(until=2.0, **place):
        times = {"from": NOW - timedelta(hours=3), "until": NOW + timedelta(hours=until)}
        said = {name: at.isoformat() for name, at in times.items()}
        status, asked = propose(**said, **place)
        assert status == 201, asked
        assert ask("POST", f"windows/{asked['id']}/approvals", {}, sub="bai")[0] == 201
        return asked["id"]

    return approved


@pytest.fixture
def say(send):
    numbers = iter(range(1, 99))

    def say(word, address=0x00010001):
        at = datetime.now(UTC) + timedelta(seconds=2)  # six bytes know no less than a second
        part = gb.PartState(1, 1, 42, address, word, gb.padded(""), at)
        frame = gb.Frame(next(numbers), at, b"panel1", b"centre", gb.write(gb.Report((part,))))
        send(PANEL, "alarm", raw=gb.encode(frame))

    return say


def found(told):
    return {fact["asset_id"]: fact["drill"] for name, fact in told() if name == "HazardFound"}


@pytest.mark.parametrize("place", [{"zone": "3F"}, {"asset_id": SMOKE}, {"asset_id": PANEL}])
def test_within_an_approved_test_it_is_a_drill(approved, say, told, place):
    approved(**place)
    say(TESTED)
    assert found(told) == {SMOKE: True}


def test_an_unregistered_point_of_a_tested_panel_is_a_drill_too(approved, say, told):
    approved(asset_id=PANEL)
    say(TESTED, 9)
    assert found(told) == {PANEL: True}


def test_what_does_not_say_that_it_is_tested_is_real(approved, say, told):
    approved(zone="3F")
    say(REAL)
    assert found(told) == {SMOKE: False}


def test_elsewhere_it_is_real(approved, say, told):
    approved(zone="4F")
    say(TESTED)
    assert found(told) == {SMOKE: False}


def test_once_the_test_was_ended_it_is_real(approved, say, told, ask):
    window = approved(zone="3F")
    assert ask("POST", f"windows/{window}/endings", {}, sub="wang")[0] == 201
    say(TESTED)
    assert found(told) == {SMOKE: False}


def test_what_is_only_asked_for_counts_for_nothing(approved, say, told, propose):
    until = (NOW + timedelta(hours=1)).isoformat()
    approved(zone="4F")
    assert propose(zone="3F", until=until, **{"from": NOW.isoformat()})[0] == 201
    say(TESTED)
    assert found(told) == {SMOKE: False}


def test_a_test_that_finds_nothing_wrong_asks_for_no_window(approved, say, told, monkeypatch):
    from functions.facilities.windows import store

    approved(zone="3F")
    monkeypatch.setattr(store, "open_after", None)
    say(0)
    assert found(told) == {}
