"""What belongs together is one incident: as many points as there are, told of in any order."""

import itertools
import json

import pytest

from .conftest import lamp, meter, point

TOTAL = 40


def test_forty_points_of_one_fire_are_one_incident_and_not_forty_notices(
    duty, hear, all_of, machine, asks, facts
):
    hear("HazardFound", **point(0))
    [one] = all_of()
    machine(one.id, "raised")
    for number in range(1, TOTAL):
        hear("HazardFound", **point(number))
    [one] = all_of()
    assert (one.joined, one.sensor.normal, one.subject) == (TOTAL - 1, False, "FD-000")
    assert facts(one.id) == ["raised", "judged", "dispatched", *["joined"] * (TOTAL - 1)]
    assert [ask["template"] for ask in asks("li")] == ["incidents.dispatched", "incidents.more"]


def test_the_next_of_the_chain_hears_how_many_and_of_more_once(
    duty, hear, all_of, machine, asks, sweep, advance
):
    from functions.incidents import store

    hear("HazardFound", **point(0))
    [one] = all_of()
    machine(one.id, "raised")
    hear("HazardFound", **point(1))
    advance("140105001001", 6 * 60)
    sweep()
    machine(one.id, store.incident(one.id).stage)
    for number in range(2, 6):
        hear("HazardFound", **point(number))
    advance("140105001001", 0)
    told = [(ask["template"], ask["variables"]["subject"]) for ask in asks("wang")]
    assert told == [("incidents.dispatched", "FD-000 +1"), ("incidents.more", "FD-000 +2")]


def test_two_hundred_stay_small(hear, all_of, row):
    for number in range(200):
        hear("HazardFound", **point(number))
    [one] = all_of()
    assert one.joined == 199
    [kept] = row.query(f"incident#{one.id}", row.sk == "incident")
    assert len(kept.body.encode()) < 16_000
    for other in row.scan():
        assert len(other.body.encode()) < 16_000


@pytest.mark.parametrize(
    "other",
    [
        point(1, building="8"),
        point(1, building=None),
        point(1, category="A4.4", kind="gas_detector"),
        point(1, category="A4.1", kind="elevator"),
        point(1, drill=True),
        point(1, community="140105001002"),
    ],
    ids=["another building", "nobody knows where", "another family", "shut in", "drill", "far"],
)
def test_what_does_not_belong_together_stays_apart(hear, other, row):
    hear("HazardFound", **point(0))
    hear("HazardFound", **other)
    found = [json.loads(r.body) for r in row.scan() if r.sk == "incident" and "incident#" in r.pk]
    assert [one["joined"] for one in found] == [0, 0]


def test_drills_join_drills(hear, all_of):
    for number in range(3):
        hear("HazardFound", **point(number, drill=True))
        hear("HazardFound", **point(number + 8))
    assert sorted((one.drill, one.joined) for one in all_of()) == [(False, 2), (True, 2)]


def test_later_than_the_window_is_another_fire(hear, all_of, at):
    hear("HazardFound", at=at(0), **point(0))
    hear("HazardFound", at=at(29 * 60), **point(1))
    hear("HazardFound", at=at(58 * 60), **point(2))
    hear("HazardFound", at=at(89 * 60), **point(3))
    assert sorted(one.joined for one in all_of()) == [0, 2]


def test_two_measures_of_one_manhole_are_one_incident(hear, all_of):
    hear("HazardFound")
    hear("HazardFound", hazard_id="1f" * 13, measure="level_percent", raises="hazard")
    hear("HazardFound", hazard_id="2f" * 13, measure="open_seconds", asset_id="MH-002")
    assert sorted((one.subject, one.joined) for one in all_of()) == [("MH-001", 1), ("MH-002", 0)]


POWER = [
    ("HazardFound", lamp(1)),
    ("HazardFound", lamp(2)),
    ("HazardFound", meter(1)),
    ("HazardFound", meter(2)),
]


@pytest.mark.parametrize("order", list(itertools.permutations(range(4))), ids=str)
def test_of_a_block_without_power_the_cause_leads_whoever_came_first(hear, all_of, order, at):
    for number in order:
        name, hazard = POWER[number]
        hear(name, at=at(number), **hazard)
    [one] = all_of()
    assert (one.kind, one.category, one.priority, one.joined) == ("power_meter", "A4.6", "P2", 3)


def test_a_lift_that_stood_still_first_is_led_by_the_meter_from_then_on(hear, all_of, person):
    lift = lamp(7, kind="elevator", category="A4.2", raises="incident", priority="P3")
    hear("HazardFound", **lift)
    [before] = all_of()
    hear("HazardFound", **meter(1))
    [one] = all_of()
    assert (one.id, one.subject, one.hazard_id) == (before.id, "PM-001", meter(1)["hazard_id"])
    assert (one.joined, one.priority) == (1, "P2")
    hear("HazardCleared", **lift)
    hear("HazardCleared", **meter(1))
    [one] = all_of()
    assert one.sensor.normal
    page = person("zhao").get(f"/{one.id}/hazards")[1]
    assert [hazard["subject"] for hazard in page["items"]] == ["PM-001", "SL-007"]


def test_a_lamp_alone_raises_nothing(hear, all_of, at):
    hear("HazardFound", at=at(0), **lamp(1))
    hear("HazardCleared", at=at(5), **lamp(1))
    assert all_of() == []


def test_pipes_that_burst_near_one_another_are_one_incident(hear, all_of):
    pipe = {"kind": "pump", "category": "A4.5", "measure": "flow", "lat": 37.8700, "lon": 112.5400}
    hear("HazardFound", **point(1, building=None, **pipe))
    hear("HazardFound", **point(2, building=None, **pipe | {"lat": 37.8710}))  # 111 m
    hear("HazardFound", **point(3, building=None, **pipe | {"lat": 37.8730}))  # 333 m
    assert sorted(one.joined for one in all_of()) == [0, 1]
