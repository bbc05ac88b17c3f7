"""All hazards of an incident are its sensor, and all of them are settled when it closes."""

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.functions.incidents import working

from .conftest import ENDS, NOON, point


def ended(person, photo, machine, one, hear, *, normal):
    """One that li handled, once these hazards are normal."""
    machine(one, "raised")
    working.take(person, one)
    working.handle(person, photo, one)
    for number in normal:
        hear("HazardCleared", **point(number))


@pytest.fixture
def fire(duty, hear, all_of):
    for number in range(3):
        hear("HazardFound", **point(number))
    [one] = all_of()
    return one.id


def test_it_is_verified_only_when_all_are_normal(fire, person, photo, machine, hear):
    ended(person, photo, machine, fire, hear, normal=(0, 1))
    refused = person("zhao").post(f"{fire}/verifications", {"note": "seen"})
    assert (refused[0], refused[1]["code"]) == (409, "sensor-abnormal")
    hear("HazardCleared", **point(2))
    working.verify(person, fire, "zhao")


def test_one_more_after_the_verification_opens_it_again(fire, person, photo, machine, hear, facts):
    ended(person, photo, machine, fire, hear, normal=range(3))
    working.verify(person, fire, "zhao")
    hear("HazardFound", **point(9))
    detail = person("zhao").get(f"/{fire}")[1]
    assert (detail["stage"], detail["joined"]) == ("reopened", 3)
    late = person("zhao").post(f"{fire}/closures", {"lesson": "none"})
    assert (late[0], late[1]["code"]) == (409, "wrong-stage")


def test_one_that_gets_worse_makes_all_worse(fire, hear, all_of, machine, asks):
    machine(fire, "raised")
    before = len(asks("li"))
    hear("HazardWorsened", **point(1))
    assert len(asks("li")) == before  # neither the first abnormal one, nor a higher priority
    for number in range(3):
        hear("HazardCleared", **point(number))
    hear("HazardWorsened", **point(2))
    [one] = all_of()
    assert not one.sensor.normal
    assert [ask["template"] for ask in asks("li")][before:] == ["incidents.worse"]


def test_the_worst_says_the_priority(duty, hear, all_of):
    hear("HazardFound", **point(0, priority="P3"))
    hear("HazardFound", **point(1, priority="P2"))
    hear("HazardWorsened", **point(0, priority="P1"))
    [one] = all_of()
    assert (one.priority, one.tally) == ("P1", {"P1": 1, "P2": 1})


def test_closing_releases_each_hazard_once(fire, person, photo, machine, hear, told):
    ended(person, photo, machine, fire, hear, normal=range(3))
    working.verify(person, fire, "zhao")
    working.close(person, fire, **ENDS)
    [closed] = [detail for name, detail in told() if name == "IncidentClosed"]
    about = {name: closed[name] for name in closed.keys() - {"version", "at"}}
    for _ in range(3):
        hear.told("IncidentClosed", **about)
    released = [detail for name, detail in told() if name == "HazardReleased"]
    assert [one["subject"] for one in released] == ["FD-001", "FD-002"]
    assert {one["hazard_id"] for one in (closed, *released)} == {
        point(number)["hazard_id"] for number in range(3)
    }
    assert {one["measure"] for one in released} == {"fire"}


def test_an_action_of_any_of_them_is_done_by_hand_once(fire, hear, machine, asks):
    machine(fire, "raised")
    for number in range(3):
        job = {"hazard_id": point(number)["hazard_id"], "asset_id": "SI-1", "command": "close"}
        for name in ("ActionOrdered", "ActionTimedOut", "ActionTimedOut"):
            hear.told(name, community="140105001001", action_id=f"a{number}", **job)
    from functions.incidents import store

    one = store.incident(fire)
    assert [(job.asset_id, job.command) for job in one.by_hand] == [("SI-1", "close")]
    assert [ask["template"] for ask in asks("li")].count("incidents.by-hand") == 1


SCRIPT = [
    ("HazardFound", 0, point(0, priority="P2")),
    ("HazardFound", 1, point(1)),
    ("HazardWorsened", 2, point(0)),
    ("HazardCleared", 3, point(1)),
    ("HazardCleared", 4, point(0)),
    ("HazardWorsened", 5, point(1)),
]


def state(one):
    from functions.incidents import store, tally

    rows = [member for member in store.members(one.id) if member.parted_to is None]
    known = {
        member.hazard_id: (member.sensor.normal, member.sensor.at, member.priority)
        for member in (tally.lead(one), *rows)
    }
    return one.joined, one.sensor.normal, one.sensor.at, one.priority, one.abnormal, known


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.permutations(SCRIPT), st.lists(st.integers(0, 5), max_size=4))
def test_the_same_facts_in_any_order_and_twice_come_to_the_same(hear, row, order, again):
    from datetime import timedelta

    from functions.incidents import store

    for old in list(row.scan()):
        old.delete()
    for name, seconds, hazard in (*order, *(order[number] for number in again)):
        hear(name, at=NOON + timedelta(seconds=seconds), version=seconds + 1, **hazard)
    [one] = store.incidents("140105001001", is_open=True, after="").items
    joined, normal, at, priority, abnormal, known = state(one)
    assert (joined, normal, priority, abnormal) == (1, False, "P1", 1)
    assert at == NOON + timedelta(seconds=5)
    assert known == {
        point(0)["hazard_id"]: (True, NOON + timedelta(seconds=4), "P1"),
        point(1)["hazard_id"]: (False, NOON + timedelta(seconds=5), "P1"),
    }


def test_counts_are_what_the_rows_say(fire, hear, all_of):
    from functions.incidents import store, tally

    for number, name in itertools.product(range(3), ("HazardCleared", "HazardWorsened")):
        hear(name, **point(number))
    hear("HazardCleared", **point(1))
    [one] = all_of()
    members = [tally.lead(one), *store.members(one.id)]
    assert one.abnormal == sum(not member.sensor.normal for member in members) == 2
    assert sum(one.tally.values()) == len(members) == 3
