"""A rule tried on a thing's past, and held to what its kind measures."""

from datetime import timedelta

import pytest

from linli.alarms.fitting import fit
from linli.alarms.trial import trial
from linli.errors import Invalid

from .streams import RULES, at, over, points, rule, step


def test_a_rule_says_how_often_it_would_have_fired():
    tried = trial(RULES["steps"], points(*(0, 12, 25, 0) * 14), thing="tank-1")
    assert (tried.fired, tried.samples, tried.levels) == (14, 56, {1: 0, 2: 14, 3: 0})
    assert tried.alarms[0].onset == at(1)
    assert tried.open_for == 13 * timedelta(minutes=3) + timedelta(minutes=2)


def test_a_rule_of_next_year_is_tried_on_last_year():
    future = RULES["threshold"].model_copy(update={"effective_from": at(10**6).date()})
    assert trial(future, points(20, 0)).fired == 1


def test_a_trial_without_a_past_says_nothing():
    assert trial(RULES["absence"], []).fired == 0
    assert trial(RULES["absence"], points(0), at(60)).fired == 1


def test_a_rule_of_another_unit_or_of_what_is_not_measured_is_refused():
    assert fit(RULES["all"], {"x": "m", "y": "m"}) is RULES["all"]
    with pytest.raises(Invalid) as refused:
        fit(RULES["threshold"], {"x": "cm"})
    assert (refused.value.code, refused.value.pointer) == ("wrong-unit", "/steps/0/when")
    with pytest.raises(Invalid, match="unknown-measure"):
        fit(rule(step(over()), step(over(measure="z"), 2)), {"x": "m"})
