"""What time does while people are shut in: 25 minutes warn, 30 escalate, 120 are an accident."""

from datetime import timedelta

import pytest

from tests.functions.incidents import working

PLACE = "140105001001"
LIFT = {"kind": "elevator", "hazard_id": "1a" * 13, "measure": "trapped", "category": "A4.1"}


def stored(one):
    from functions.incidents import store

    return store.incident(one)


def said(one, *kinds):
    from functions.incidents import store

    return [fact for fact in store.timeline(stored(one)) if fact.kind in kinds]


TIMED = ("warned", "raised-alarm", "graded")


def test_people_shut_in_are_warned_of_escalated_and_graded(lift, sweep, advance, asks):
    sweep()
    assert said(lift, *TIMED) == []
    for minutes, kinds in ((24, 0), (2, 1), (3, 1), (2, 2), (88, 2), (2, 3)):
        advance(PLACE, minutes * 60)
        sweep()
        assert [fact.kind for fact in said(lift, *TIMED)] == list(TIMED[:kinds])
    one = stored(lift)
    assert (one.grade, one.grading.row, one.grading.article) == (
        "IV",
        "G-SE-IV-trapped",
        "EC-SE#64(3)",
    )
    assert said(lift, "graded")[0].graded == one.grading
    told = {
        who: [ask["variables"]["minutes"] for ask in asks(who) if "trapped" in ask["template"]]
        for who in ("li", "zhao", "ops")
    }
    assert told == {"li": ["25"], "zhao": ["30"], "ops": ["25", "30"]}


def test_all_that_was_reached_while_nobody_looked_is_said_in_its_order(lift, sweep, advance):
    advance(PLACE, 121 * 60)
    sweep()
    assert [fact.kind for fact in said(lift, *TIMED)] == list(TIMED)
    for _ in range(2):
        sweep()
    assert len(said(lift, *TIMED)) == 3


def test_who_is_out_in_time_is_no_accident_however_late_one_looks(lift, hear, sweep, advance):
    advance(PLACE, 119 * 60)
    hear("HazardCleared", at=hear.now + timedelta(minutes=118), **LIFT)
    advance(PLACE, 600 * 60)
    sweep()
    assert stored(lift).grade is None
    assert [fact.kind for fact in said(lift, "graded")] == []


def test_word_that_people_were_out_comes_late_and_the_grade_goes(lift, hear, sweep, advance):
    advance(PLACE, 121 * 60)
    sweep()
    assert stored(lift).grade == "IV"
    hear("HazardCleared", at=hear.now + timedelta(minutes=40), **LIFT)
    assert (stored(lift).grade, stored(lift).grading.reason) == (None, "below-the-table")
    assert [fact.graded.grade for fact in said(lift, "graded")] == ["IV", None]


def test_who_is_shut_in_once_more_has_his_own_two_hours(lift, hear, sweep, advance):
    hear("HazardCleared", at=hear.now + timedelta(minutes=100), **LIFT)
    hear("HazardWorsened", at=hear.now + timedelta(minutes=110), **LIFT)
    advance(PLACE, 200 * 60)
    sweep()
    assert stored(lift).grade is None
    advance(PLACE, 32 * 60)
    sweep()
    assert stored(lift).grade == "IV"


def test_who_is_shut_in_once_more_is_warned_of_once_more(lift, hear, sweep, advance):
    advance(PLACE, 26 * 60)
    sweep()
    hear("HazardCleared", at=hear.now + timedelta(minutes=26), **LIFT)
    hear("HazardWorsened", at=hear.now + timedelta(minutes=30), **LIFT)
    for minutes, kinds in ((28, 1), (2, 2), (3, 2), (2, 3)):
        advance(PLACE, minutes * 60)
        sweep()
        found = [fact.kind for fact in said(lift, *TIMED)]
        assert found == ["warned", "warned", "raised-alarm"][:kinds]


def test_what_a_person_says_of_the_minutes_holds(lift, person, sweep, advance):
    advance(PLACE, 60 * 60)
    body = {"trapped_minutes": 55, "reason": "the car's sensor hangs"}
    assert person("li").post(f"{lift}/facts", body)[0] == 201
    advance(PLACE, 300 * 60)
    sweep()
    assert stored(lift).grade is None
    more = {"deaths": 0, "reason": "all are well"}
    assert person("li").post(f"{lift}/facts", more)[0] == 201
    assert stored(lift).grade is None


FAULT = {"lesson": "replace the switch", "sensor_fault": "its door switch hangs"}
WELL = {"deaths": 0, "reason": "all are well"}


@pytest.fixture
def faulty(lift, person, photo, advance):
    """li freed them after an hour; the sensor reports them still, and its fault closed it."""
    working.take(person, lift)
    advance(PLACE, 60 * 60)
    working.handle(person, photo, lift)
    advance(PLACE, 30 * 60)
    assert person("guan").post(f"{lift}/closures", FAULT)[0] == 201
    return lift


def test_a_faulty_sensor_traps_nobody_once_the_incident_is_closed(faulty, person, sweep, advance):
    advance(PLACE, 24 * 60 * 60)
    sweep()
    assert person("li").post(f"{faulty}/facts", WELL)[0] == 201
    assert stored(faulty).grade is None
    assert {one["row"] for one in person("guan").get(f"/{faulty}/reports")[1]["duties"]} == set()


def test_closed_for_a_faulty_sensor_and_sent_back_they_were_shut_in_all_the_time(
    faulty, person, machine, sweep, advance
):
    assert person("zhao").post(f"{faulty}/reopenings", {"reason": "轿厢里还有人"})[0] == 201
    machine(faulty, "reopened", stored(faulty).generation)
    advance(PLACE, 31 * 60)
    sweep()
    assert stored(faulty).grade == "IV"


def test_an_accident_by_time_must_be_reported_from_the_moment_it_became_one(
    lift, person, sweep, advance
):
    advance(PLACE, 135 * 60)
    sweep()
    duties = person("guan").get(f"/{lift}/reports")[1]["duties"]
    found = {one["id"] for one in duties}
    assert found == {"D1-county", "D1-sector", "D2-city", "D6-phone-graded", "D6-written-graded"}
    [county] = [one for one in duties if one["id"] == "D1-county"]
    begun = stored(lift).hazard_at + timedelta(minutes=120)
    assert county["since"] == begun.isoformat().replace("+00:00", "Z")


def test_a_drill_is_not_timed(duty, hear, machine, sweep, advance, asks):
    from functions.incidents.handling import sensing

    hear("HazardFound", drill=True, **LIFT)
    one = sensing.incident_of(LIFT["hazard_id"])
    machine(one, "raised")
    advance(PLACE, 130 * 60)
    sweep()
    assert said(one, *TIMED) == []
    assert {ask["template"] for ask in asks("li")} == {"incidents.dispatched-drill"}


@pytest.fixture
def reported(duty, person, machine):
    """A person said that people are shut in; no sensor says when they are out. li was told."""
    seen = {"category": "A4.1", "priority": "P1", "what": "电梯里有人喊", "address": "3号楼"}
    one = person("zhao").post("", {"community": PLACE, "grid": f"{PLACE}001"} | seen)[1]
    machine(one["id"], "raised")
    return one["id"]


def test_without_a_sensor_who_frees_them_says_so_and_no_accident_follows(
    reported, person, photo, sweep, advance
):
    working.take(person, reported)
    advance(PLACE, 40 * 60)
    sweep()
    working.handle(person, photo, reported)
    advance(PLACE, 200 * 60)
    sweep()
    assert [fact.kind for fact in said(reported, *TIMED)] == ["warned", "raised-alarm"]
    assert stored(reported).grade is None


def test_if_that_is_sent_back_they_were_shut_in_all_the_time(
    reported, person, photo, sweep, advance, machine
):
    working.take(person, reported)
    working.handle(person, photo, reported)
    advance(PLACE, 60 * 60)
    sweep()
    assert said(reported, *TIMED) == []
    why = {"reason": "另一台轿厢里还有人"}
    assert person("zhao").post(f"{reported}/reopenings", why)[0] == 201
    machine(reported, "reopened", stored(reported).generation)
    advance(PLACE, 61 * 60)
    sweep()
    assert [fact.kind for fact in said(reported, *TIMED)] == list(TIMED)
    assert stored(reported).grade == "IV"
