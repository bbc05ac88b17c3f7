"""What comes late of what measures very often is told by the last of it, and reads no more."""

from datetime import UTC, datetime, timedelta

import pytest

NOW = datetime.now(UTC).replace(microsecond=0)
TAKEN = {"batchItemFailures": []}


def ago(minutes):
    return NOW - timedelta(minutes=minutes)


@pytest.fixture
def dense(register, send, monkeypatch):
    """dense(asset, kind, calm) has measured each minute for more than is read at once."""
    from linli.packs import reading

    monkeypatch.setattr(reading, "TOLD", 20)

    def dense(asset, kind, calm):
        register(asset, kind)
        for begins in range(100, 0, -5):
            each = [(ago(begins - n), calm) for n in range(5)]
            assert send(asset, "reading", *each) == TAKEN

    return dense


@pytest.fixture
def packs(monkeypatch):
    """How many were read."""
    from linli.packs import reading

    found, query = [], reading._query

    def counted(*asked, **how):
        for one in query(*asked, **how):
            found.append(one)
            yield one

    monkeypatch.setattr(reading, "_query", counted)
    return found


def hazards(asset):
    from functions.facilities.assets import store as assets
    from functions.facilities.hazards import store

    return {one.measure for one in store.condition(assets.asset(asset)).hazards.values()}


def test_a_hazard_is_told_where_it_is_among_the_last(dense, send, told):
    dense("HY-001", "hydrant", {"pressure_mpa": 0.3})
    send("HY-001", "reading", (ago(8.5), {"pressure_mpa": 0.05}))
    assert [name for name, _ in told()] == ["HazardFound", "HazardCleared", "HazardSettled"]


def test_what_is_further_off_reads_no_more_and_its_condition_says_so(dense, send, told, packs):
    from functions.facilities.assets import store as assets
    from functions.facilities.hazards import store

    dense("HY-001", "hydrant", {"pressure_mpa": 0.3})
    packs.clear()
    send("HY-001", "reading", *((ago(90.5 - n), {"pressure_mpa": 0.05}) for n in range(3)))
    assert told() == []
    assert len(packs) < 20  # of five samples each, looked at twice
    known = store.condition(assets.asset("HY-001"))
    assert {one.cut > ago(30) for one in known.following.values()} == {True}
    send("HY-001", "reading", (ago(0), {"pressure_mpa": 0.05}))
    assert [name for name, _ in told()] == ["HazardFound"]


def test_what_people_must_end_is_told_however_late(dense, send, told):
    """Of when it was measured; when it was calm again, as of the first moment that still counts."""
    dense("MH-001", "manhole", {"tilt_degrees": 1})
    for _ in range(2):
        send("MH-001", "alarm", (ago(90.5), {"tilt_degrees": 40}), seq=9_000)
        [(name, found), then] = told()
        assert (name, found["raises"], found["value"]) == ("HazardFound", "incident", 40)
        assert then[0] == "HazardCleared"  # by what it measured next; people must end it
        assert hazards("MH-001") == {"tilt_degrees"}
        assert found["at"] == f"{ago(90.5):%Y-%m-%dT%H:%M:%SZ}"
        assert then[1]["at"] > f"{ago(30):%Y-%m-%dT%H:%M:%SZ}"


def test_so_is_what_comes_once_it_is_known_how_far_back_counts(dense, send, told):
    dense("MH-001", "manhole", {"tilt_degrees": 1, "level_percent": 10})
    send("MH-001", "alarm", (ago(90.5), {"level_percent": 85}))
    assert told() == []
    send("MH-001", "alarm", (ago(90.2), {"tilt_degrees": 40}))
    for minutes in (80.5, 0):
        send("MH-001", "alarm", (ago(minutes), {"tilt_degrees": 1}))
    assert [name for name, _ in told()] == ["HazardFound", "HazardCleared"]
    assert hazards("MH-001") == {"tilt_degrees"}


def test_what_a_thing_says_of_hours_at_once_is_no_more_read_than_that(dense, send, told):
    from functions.facilities.assets import store as assets
    from functions.facilities.hazards import store

    dense("HY-001", "hydrant", {"pressure_mpa": 0.3})
    each = [(ago(75 - 2 * n), {"pressure_mpa": 0.3}) for n in range(36)]
    assert send("HY-001", "reading", *each) == TAKEN
    assert send("HY-001", "reading", (ago(90.5), {"pressure_mpa": 0.05})) == TAKEN
    assert told() == []
    known = store.condition(assets.asset("HY-001"))
    assert {one.cut > ago(6) for one in known.following.values()} == {True}
