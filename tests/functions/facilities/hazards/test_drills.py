"""What a registered test sets off is a drill; what is none never passes for one."""

from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.facilities.hazards import rules
from functions.facilities.hazards.known import HELD
from functions.facilities.hazards.model import Condition, Sensed
from functions.facilities.model import Kind

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)


def fresh():
    return Condition(asset_id="FD-1", community="140105001001", kind=Kind.FIRE_DETECTOR)


def said(minute, value=1, *, drill=False, measure="fire"):
    return Sensed(at=NOON + timedelta(minutes=minute), measures={measure: value}, drill=drill)


def take(*samples):
    known, news = fresh(), []
    for sample in samples:
        taken = rules.take(known, [sample], HELD, NOON + timedelta(hours=1), kept=True)
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


@given(st.lists(st.tuples(st.integers(0, 30), st.booleans(), st.booleans()), max_size=12))
def test_any_real_alarm_is_told_as_real(many):
    samples = [said(at, int(on), drill=drill) for at, on, drill in many]
    known, news = take(*samples)
    real = any(on and not drill for _, on, drill in many)
    assert any(fact.name() == "HazardFound" and not fact.drill for fact in news) is real
    if real:
        assert known.hazards["fire"].drill is False
