"""What a registered test sets off is a drill; what is none never passes for one."""

from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.facilities.hazards import life, rules
from functions.facilities.hazards.known import HELD
from functions.facilities.hazards.model import Condition, Sensed
from functions.facilities.model import Kind
from linli.alarms.model import Rule

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)


def fresh():
    return Condition(asset_id="FD-1", community="140105001001", kind=Kind.FIRE_DETECTOR)


def said(minute, value=1, *, drill=False, measure="fire"):
    return Sensed(at=NOON + timedelta(minutes=minute), measures={measure: value}, drill=drill)


WHEN = {"by": "threshold", "measure": "fire", "compare": "ge", "value": 0, "unit": ""}
CITYS = Rule.model_validate(
    {
        "id": "FD-often",
        "kind": "fire_detector",
        "article": "local",
        "mark": "K",
        "effective_from": "2020-01-01",
        "steps": [
            {
                "level": 1,
                "when": WHEN,
                "raises": "hazard",
                "priority": "P4",
                "category": "A2.1",
            }
        ],
    }
)
RULED = {Kind.FIRE_DETECTOR: (*HELD[Kind.FIRE_DETECTOR], life.of_city(CITYS))}


def take(*samples, held=HELD):
    known, news = fresh(), []
    for sample in samples:
        taken = rules.take(known, [sample], held, NOON + timedelta(hours=1), kept=True)
        known, news = taken.after, [*news, *taken.news]
    return known, news


def told(news):
    return [(fact.name(), fact.drill) for fact in news]


def test_a_drill_is_found_as_one_and_ends_with_its_test():
    known, news = take(said(0, drill=True), said(1, 0))
    assert told(news) == [("HazardFound", True), ("HazardCleared", True), ("HazardSettled", True)]
    assert known.hazards == {}


def test_a_real_alarm_during_a_drill_is_a_hazard_of_its_own():
    known, news = take(said(0, drill=True), said(1))
    assert told(news) == [
        *[("HazardFound", True), ("HazardCleared", True), ("HazardSettled", True)],
        ("HazardFound", False),
    ]
    assert news[0].hazard_id == news[2].hazard_id != news[3].hazard_id
    assert known.hazards["fire"].drill is False


def test_a_drill_does_not_touch_a_real_alarm():
    known, news = take(said(0), said(1, drill=True))
    assert told(news) == [("HazardFound", False)]
    cleared, more = take(said(0), said(1, drill=True), said(2, 0))
    assert told(more) == [("HazardFound", False), ("HazardCleared", False)]
    assert cleared.hazards["fire"].drill is False
    assert known.hazards["fire"].cleared_at is None


@pytest.mark.parametrize("order", [*permutations([said(0, drill=True), said(1), said(2, 0)])])
def test_in_any_order_the_real_one_stands_and_the_drill_does_not(order):
    known, news = take(*order)
    assert known.hazards["fire"].drill is False
    real = {fact.hazard_id for fact in news if not fact.drill}
    assert known.hazards["fire"].id in real
    open_drills = {fact.hazard_id for fact in news if fact.drill and fact.name() == "HazardFound"}
    ended = {fact.hazard_id for fact in news if fact.name() == "HazardSettled"}
    assert open_drills <= ended


def test_a_drill_is_told_though_a_rule_of_the_citys_stands_on_its_measure():
    """That says nothing of a fire; what answers a fire is tried by the drill alone."""
    known, news = take(said(0, 0), said(1, drill=True), held=RULED)
    assert told(news) == [("HazardFound", False), ("HazardFound", True)]
    assert [one.drill for one in known.hazards.values()] == [False, True]
    known, news = take(said(0, 0), said(1, drill=True), said(2, 0), held=RULED)
    assert told(news)[2:] == [("HazardCleared", True), ("HazardSettled", True)]
    assert [one.limit_id for one in known.hazards.values()] == ["FD-often"]


def test_a_rule_of_the_citys_does_not_end_a_drill_and_a_fire_does():
    known, news = take(said(1, drill=True), said(0, 0), held=RULED)  # and that came late
    assert told(news) == [("HazardFound", True), ("HazardFound", False)]
    assert {one.drill for one in known.hazards.values()} == {True, False}
    known, news = take(said(0, 0), said(1, drill=True), said(2), held=RULED)
    assert told(news)[2:] == [
        *[("HazardCleared", True), ("HazardSettled", True), ("HazardFound", False)],
    ]
    known, news = take(said(0, 0), said(1), said(2, drill=True), held=RULED)
    assert told(news) == [("HazardFound", False)] * 2


@given(st.lists(st.tuples(st.integers(0, 30), st.booleans(), st.booleans()), max_size=12))
def test_any_real_alarm_is_told_as_real(many):
    samples = [said(at, int(on), drill=drill) for at, on, drill in many]
    known, news = take(*samples)
    real = any(on and not drill for _, on, drill in many)
    assert any(fact.name() == "HazardFound" and not fact.drill for fact in news) is real
    if real:
        assert known.hazards["fire"].drill is False
