"""What is quiet changes nothing; what is not is worth a look."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linli.alarms.quiet import quiet
from linli.alarms.running import evaluate

from .streams import RULES, SAMPLES, STREAMS, at, point, points

LAST = 90


@pytest.mark.parametrize("name", RULES)
@settings(deadline=None, max_examples=15)
@given(stream=STREAMS, others=st.lists(SAMPLES, min_size=8, max_size=8))
def test_evaluating_with_a_quiet_sample_comes_to_what_it_came_to_without(name, stream, others):
    rule = RULES[name]
    before = evaluate(rule, "tank-1", stream, at(LAST))
    for one in others:
        if quiet(rule, one, before.state):
            after = evaluate(rule, "tank-1", [*stream, one], at(LAST))
            assert after.alarms == before.alarms


def test_inside_limits_where_nothing_was_ever_wrong_needs_no_state():
    for name in ("threshold", "hysteresis", "delays", "steps", "all", "hours", "flaps", "stays"):
        assert quiet(RULES[name], point(0, x=5, y=5)), name


def test_what_crosses_or_follows_what_is_wrong_is_not_quiet():
    rule = RULES["threshold"]
    assert not quiet(rule, point(0, x=20))
    wrong = evaluate(rule, "t", points(25), at(1)).state
    assert not quiet(rule, point(2, x=5), wrong)
    well = evaluate(rule, "t", points(25, 0), at(1)).state
    assert quiet(rule, point(2, x=5), well)
    assert not quiet(rule, point(0.5, x=5), well)
    waiting = evaluate(RULES["delays"], "t", points(25), at(0)).state
    assert not quiet(RULES["delays"], point(1, x=5), waiting)


def test_what_is_watched_for_change_is_never_quiet():
    rule = RULES["rise"]
    calm = evaluate(rule, "t", points(0), at(1)).state
    assert not quiet(rule, point(2, x=0))
    assert not quiet(rule, point(2, x=0), calm)
    assert quiet(rule, point(2, y=0), calm)


def test_an_absence_needs_to_know_what_was_heard():
    rule = RULES["absence"]
    assert not quiet(rule, point(1))
    heard = evaluate(rule, "t", points(0), at(1)).state
    assert quiet(rule, point(5), heard)
    assert not quiet(rule, point(6), heard)
    assert not quiet(rule, point(-6), heard)  # before it there would have been an absence


def test_what_came_late_but_changes_what_is_remembered_is_not_quiet():
    heard = evaluate(RULES["absence"], "t", points(0), at(4)).state
    assert not quiet(RULES["absence"], point(3), heard)  # the state at 4 has not heard of it
    assert quiet(RULES["absence"], point(4.5), heard)


def test_a_sensor_that_fell_silent_while_calm_does_not_hold_an_alarm_open():
    fading = RULES["any"].model_copy(update={"holds_seconds": 150.0})
    told = [point(0, y=0), point(30, x=25), point(31, x=12)]
    assert evaluate(fading, "t", told, at(31)).state.alarm is None
    assert evaluate(fading, "t", told[1:], at(31)).state.alarm is None
