"""Which hazards together are a trigger, in whatever order they are told."""

from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest

from events.facilities import HazardCleared, HazardFound, HazardSettled, HazardWorsened
from functions.facilities.linkage import alarms
from functions.facilities.linkage.model import Alarm, Trigger
from linli.rows import rows

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
TRIGGERS = rows("facilities", "triggers", Trigger)


def alarm(asset_id, minutes=0.0, **more):
    said = {"hazard_id": f"h-{asset_id}", "community": "140105001001", "asset_id": asset_id}
    said |= {"kind": "fire_detector", "measure": "fire", "category": "A6.1", "limit_id": "FD-fire"}
    said |= {"building": "B1", "zone": "Z1", "at": NOW + timedelta(minutes=minutes)}
    return Alarm.model_validate(said | more)


def later(minutes):
    return NOW + timedelta(minutes=minutes)


MANUAL = {"measure": "manual_call", "limit_id": "FD-call"}


def heard(*those):
    """The cases that came of it, each with its parts, when they are heard one after another."""
    standing, found = {}, {}
    for one in those:
        standing[one.hazard_id] = one
        for case in alarms.cases(one, list(standing.values()), TRIGGERS):
            found.setdefault(case.id, set()).update(a.asset_id for a in case.alarms)
            standing |= {a.hazard_id: a for a in case.alarms}
    return list(found.values())


@pytest.mark.parametrize(
    ("those", "is_one"),
    [
        ([alarm("SD-1")], False),
        ([alarm("SD-1"), alarm("SD-2")], True),
        ([alarm("SD-1"), alarm("MB-1", **MANUAL)], True),
        ([alarm("MB-1", **MANUAL), alarm("MB-2", **MANUAL)], False),
        ([alarm("SD-1"), alarm("SD-1", hazard_id="call", **MANUAL)], False),  # one point
        ([alarm("SD-1"), alarm("SD-1", hazard_id="other")], False),
        ([alarm("FP-1", point="0-1-1"), alarm("FP-1", hazard_id="2", point="0-1-2")], True),
        ([alarm("SD-1"), alarm("SD-2", zone="Z2")], False),
        ([alarm("SD-1"), alarm("SD-2", building="B2")], False),
        ([alarm("SD-1", zone=None), alarm("SD-2", zone=None)], True),  # one building
        ([alarm("SD-1", zone=None, building=None), alarm("SD-2", zone=None, building=None)], False),
        ([alarm("SD-1"), alarm("SD-2", 72 * 60)], True),  # a point stays in alarm
        ([alarm("SD-1", cleared_at=later(3)), alarm("SD-2", 2)], True),
        ([alarm("SD-1", cleared_at=later(3)), alarm("SD-2", 4)], False),
        ([alarm("SD-1", cleared_at=later(3), found=False), alarm("SD-2", 2)], False),
        ([alarm("SD-1"), alarm("SD-2", drill=True)], False),
        ([alarm("SD-1", drill=True), alarm("SD-2", drill=True)], True),
        ([alarm("SD-1"), alarm("SD-2", stands=False)], False),
        ([alarm("SD-1"), alarm("SD-2", limit_id="FD-fault", measure="fault")], False),
    ],
)
def test_fire_is_two_points_or_one_and_a_manual_call_point(those, is_one):
    for order in permutations(those):
        assert len([case for case in heard(*order) if case]) == is_one


def test_more_points_are_of_the_same_case_in_any_order():
    for order in permutations([alarm("SD-1"), alarm("SD-2", 1), alarm("MB-1", 2, **MANUAL)]):
        [parts] = heard(*order)
        assert parts == {"SD-1", "SD-2", "MB-1"}


def test_one_that_comes_back_begins_a_case_of_its_own_and_later_ones_join_that():
    first = heard(alarm("SD-1"), alarm("SD-2"), alarm("SD-1", 5, episode=1), alarm("SD-3", 6))
    assert first == [{"SD-1", "SD-2"}, {"SD-1", "SD-3"}]


def test_the_incident_of_the_first_point_tells_of_what_follows():
    standing = [alarm("SD-2", 1), alarm("SD-1")]
    [case] = alarms.cases(standing[1], standing, TRIGGERS)
    assert case.first.asset_id == "SD-1"


def fact(of=HazardFound, **more):
    said = alarm("SD-1").model_dump(exclude={"heard", "stands", "cases", "version"})
    said |= {"value": 1, "raises": "incident", "priority": "P1", "article": "x", "version": 3}
    return of.model_validate(said | more)


def test_what_is_told_late_or_twice_changes_nothing_and_what_is_over_stays_over():
    known = alarms.hear(None, fact())
    assert alarms.hear(known, fact()) == known
    assert alarms.hear(known, fact(version=2, limit_id="x")) == known
    assert alarms.hear(known, fact(version=4, limit_id="x")).limit_id == "x"
    drill = alarms.hear(None, fact(drill=True))
    assert not alarms.hear(drill, fact(version=4)).drill
    over = alarms.settle(known, fact(HazardSettled, version=5))
    assert not over.stands
    assert alarms.hear(over, fact(version=6)) == over
    assert not alarms.settle(None, fact(HazardSettled)).stands


def test_an_alarm_after_one_that_was_cleared_is_of_a_case_of_its_own():
    over = [alarm("SD-1", cases={"FIRE": "old"}, cleared_at=later(3)), alarm("SD-2", 1)]
    over[1] = over[1].model_copy(update={"cases": {"FIRE": "old"}, "cleared_at": later(3)})
    assert alarms.cases(alarm("SD-3", 5), [*over, alarm("SD-3", 5)], TRIGGERS) == []
    new = [alarm("SD-3", 5), alarm("SD-4", 6)]
    [case] = alarms.cases(new[1], [*over, *new], TRIGGERS)
    assert case.id != "old"
    assert {one.asset_id for one in case.alarms} == {"SD-3", "SD-4"}


def test_whatever_is_told_first_it_is_cleared_once_and_back_when_it_comes_back():
    found, cleared = fact(version=3), fact(HazardCleared, version=4, at=later(2))
    back = fact(HazardWorsened, version=5, episode=1, at=later(4))
    over = {"calls": False, "at": NOW, "cleared_at": later(2)}
    again = {"calls": True, "at": later(4), "cleared_at": None}
    for facts, expected in (((found, cleared), over), ((found, cleared, back), again)):
        for order in permutations(facts):
            known = None
            for one in (*order, *order):
                tell = alarms.clear if isinstance(one, HazardCleared) else alarms.hear
                known = tell(known, one)
            assert {name: getattr(known, name) for name in expected} == expected


def test_a_case_is_over_when_all_of_its_hazards_are_settled_or_cleared():
    marked = [alarm(name, cases={"FIRE": "case"}) for name in ("SD-1", "SD-2")]
    gone = marked[0].model_copy(update={"stands": False})
    assert alarms.over(gone, [gone, marked[1]]) == set()
    assert alarms.over(gone, [gone, marked[1].model_copy(update={"stands": False})]) == {"case"}
    assert alarms.over(gone, [gone, marked[1].model_copy(update={"cleared_at": NOW})]) == {"case"}
