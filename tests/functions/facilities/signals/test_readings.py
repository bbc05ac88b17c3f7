"""What devices measured is kept once, costs little while it is calm, and can be asked for."""

import csv
import io
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from tests.conftest import CONTEXT
from tests.gateway import event

NOW = datetime.now(UTC).replace(microsecond=0)
TAKEN = {"batchItemFailures": []}
PATH, HERE = "assets/HY-001/readings", "140105001001"


def ago(minutes):
    return NOW - timedelta(minutes=minutes)


@pytest.fixture
def read(ask):
    def read(measure="pressure_mpa", begins=600, ends=0, step="raw"):
        query = {"measure": measure, "step": step}
        query |= {"from": ago(begins).isoformat(), "to": ago(ends).isoformat()}
        status, body = ask("GET", PATH, query=query)
        assert status == 200, body
        return body["items"]

    return read


def test_what_is_calm_is_written_and_looked_at_once(register, send, read, calls, told):
    register("HY-001", "hydrant")
    send("HY-001", "reading", (ago(20), {"pressure_mpa": 0.3}))
    send("HY-001", "reading", (ago(11), {"pressure_mpa": 0.3}))  # of that day and hour it is noted
    calls.clear()
    assert send("HY-001", "reading", (ago(10), {"pressure_mpa": 0.25})) == TAKEN
    assert Counter(calls) == {"BatchWriteItem": 1, "BatchGetItem": 1}
    assert [one["mean"] for one in read()] == [0.3, 0.3, 0.25]
    assert told() == []


def test_what_crosses_reads_all_that_is_known_at_once(register, send, calls, told):
    """Its progress; asset, condition and rules before it is folded, and again once it is kept."""
    register("HY-001", "hydrant")
    send("HY-001", "reading", (ago(20), {"pressure_mpa": 0.3}))
    send("HY-001", "reading", (ago(11), {"pressure_mpa": 0.3}))
    calls.clear()
    assert send("HY-001", "reading", (ago(10), {"pressure_mpa": 0.05})) == TAKEN
    read = Counter(calls)
    assert (read["GetItem"], read["BatchGetItem"]) == (1, 2)
    assert [name for name, _ in told()] == ["HazardFound"]


def test_a_lamp_is_not_settled_by_what_it_measured(register, send, calls):
    register("SL-001", "street_light")
    send("SL-001", "reading", (ago(11), {"power_w": 90}))
    calls.clear()
    assert send("SL-001", "reading", (ago(10), {"power_w": 90})) == TAKEN
    read = Counter(calls)  # its progress, the asset and its condition, once each
    assert (read["GetItem"], read["BatchGetItem"]) == (3, 0)


def test_a_full_memory_forgets_no_device_of_the_batch(register, monkeypatch):
    from functions.facilities.signals import calm
    from linli.signals import Device

    for asset_id in ("HY-001", "HY-002"):
        register(asset_id, "hydrant")
    first, other = (Device(name, HERE, "reading") for name in ("HY-001", "HY-002"))
    calm.forget()
    assert calm.known([first]) == {first}
    monkeypatch.setattr(calm, "MOST", 0)
    assert calm.known([first, other]) == {first, other}


def test_peaks_said_on_the_channel_of_alarms_are_in_the_history(register, send, read):
    register("HY-001", "hydrant")
    send("HY-001", "reading", (ago(20), {"pressure_mpa": 0.3}))
    send("HY-001", "alarm", (ago(10), {"pressure_mpa": 0.05}), repeat=2)
    send("HY-001", "state", (ago(5), {"pressure_mpa": 0.2}))
    assert [one["mean"] for one in read()] == [0.3, 0.05, 0.2]


def test_the_latest_is_the_newest_though_it_was_calm(register, send, ask):
    register("HY-001", "hydrant")
    send("HY-001", "alarm", (ago(30), {"pressure_mpa": 0.05}), (ago(20), {"pressure_mpa": 0.3}))
    send("HY-001", "reading", (ago(1), {"pressure_mpa": 0.25}))
    send("HY-001", "reading", (ago(10), {"pressure_mpa": 0.28}))
    assert ask("GET", "assets/HY-001")[1]["latest"]["pressure_mpa"][1] == 0.25


def test_a_late_crossing_is_told_with_the_all_clear_that_came_before_it(register, send, ask, told):
    register("MH-001", "manhole")
    send("MH-001", "reading", (ago(5), {"tilt_degrees": 1, "level_percent": 10}))
    assert send("MH-001", "reading", (ago(9), {"tilt_degrees": 40})) == TAKEN
    hazard = ask("GET", "assets/MH-001")[1]["hazards"]["tilt_degrees"]
    assert datetime.fromisoformat(hazard["cleared_at"]) == ago(5)
    send("MH-001", "reading", (ago(8), {"level_percent": 85}))
    assert "level_percent" not in ask("GET", "assets/MH-001")[1]["hazards"]
    assert [name for name, _ in told()][:1] == ["HazardFound"]


def test_what_is_calm_clears_what_is_open(register, send, ask, told):
    register("HY-001", "hydrant")
    send("HY-001", "reading", (ago(9), {"pressure_mpa": 0.05}))
    send("HY-001", "reading", (ago(5), {"pressure_mpa": 0.3}))
    assert ask("GET", "assets/HY-001")[1]["hazards"] == {}
    assert [name for name, _ in told()] == ["HazardFound", "HazardCleared", "HazardSettled"]


def test_a_reading_kept_while_a_hazard_is_being_opened_clears_it(
    register, send, ask, told, monkeypatch
):
    """It is written after the crossing looked, and looks before that is open."""
    from functions.facilities.signals import acts

    register("HY-001", "hydrant")
    through, missed = acts.take_samples, []

    def late(asset, samples):
        writes = through(asset, samples)
        if not missed:
            missed.append(send("HY-001", "reading", (ago(5), {"pressure_mpa": 0.3})))
        return writes

    monkeypatch.setattr(acts, "take_samples", late)
    assert send("HY-001", "reading", (ago(9), {"pressure_mpa": 0.05})) == TAKEN
    assert missed == [TAKEN]
    assert ask("GET", "assets/HY-001")[1]["hazards"] == {}
    assert [name for name, _ in told()] == ["HazardFound", "HazardCleared", "HazardSettled"]


def test_what_an_inspector_enters_late_is_told_with_what_the_sensor_said_since(
    register, send, ask, people
):
    register("HY-001", "hydrant")
    send("HY-001", "reading", (ago(5), {"pressure_mpa": 0.3}))
    body = {"at": ago(9).isoformat(), "measures": {"pressure_mpa": 0.05}}
    status, seen = ask("POST", PATH, body, sub="grid_worker", idempotency_key="12345678")
    assert status == 201, seen
    assert seen["hazards"] == {}


def test_steps_of_a_history_and_its_gaps(register, send, read):
    register("HY-001", "hydrant")
    hour = NOW.replace(minute=0, second=0) - timedelta(hours=4)
    said = [(hour + timedelta(minutes=n), {"pressure_mpa": n / 100}) for n in (20, 40)]
    send("HY-001", "reading", *said)
    steps = read(step="1h", begins=(NOW - hour).total_seconds() / 60)
    assert [one["count"] for one in steps[:3]] == [2, 0, 0]
    assert (steps[0]["low"], steps[0]["high"]) == (0.2, 0.4)
    assert steps[1]["missing"] == 20 * 60
    assert steps[2]["missing"] == 60 * 60


@pytest.mark.parametrize("how", [({"format": "csv"}, {}), ({}, {"accept": "text/csv"})])
def test_a_history_as_a_table(register, send, how):
    from functions.facilities import api

    register("HY-001", "hydrant")
    send("HY-001", "reading", (ago(5), {"pressure_mpa": -0.3}))
    query = {"measure": "pressure_mpa", "from": ago(60).isoformat()}
    more, headers = how
    known = {"headers": headers, "query": query | more, "claims": {"sub": "founder"}}
    answer = api.handler(event("GET", f"/v1/facilities/{PATH}", None, **known), CONTEXT)
    assert answer["statusCode"] == 200, answer
    assert answer["headers"]["Content-Type"] == "text/csv"
    head, line = csv.reader(io.StringIO(answer["body"].removeprefix("\ufeff")))
    assert head[:2] == ["begins", "low"]
    assert datetime.fromisoformat(line[0]) == ago(5)
    assert line[1] == "-0.3"


@pytest.mark.parametrize("query", [{"measure": "=cmd()"}, {"step": "2h"}, {"from": "noon"}, {}])
def test_what_cannot_be_asked(register, ask, query):
    register("HY-001", "hydrant")
    good = {"measure": "pressure_mpa", "from": ago(60 * 24 * 9).isoformat()}
    assert ask("GET", PATH, query=good | query)[0] == 422


def test_who_may_not_see_an_asset_sees_no_reading_of_it(register, ask, people):
    register("HY-001", "hydrant")
    query = {"measure": "pressure_mpa", "from": ago(60).isoformat()}
    assert ask("GET", PATH, query=query, sub="grid_worker")[0] == 200
    assert ask("GET", PATH, query=query, sub="resident")[0] == 403
    assert ask("GET", PATH, query=query, sub="other_grid_worker")[0] == 404
