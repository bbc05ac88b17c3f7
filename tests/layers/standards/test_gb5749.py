"""Drinking water, at the plant and at the tap."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.rows import standard
from linli.standards import gb5749

LIMITS = standard("gb5749_limits", gb5749.Limit)
TODAY = date(2026, 11, 23)


def judge(point="tap", small=False, **measures):
    return gb5749.judge(measures, point, LIMITS, TODAY, small=small)


def tap(turbidity, chlorine, ph):
    return judge(turbidity_ntu=turbidity, free_chlorine_mg_l=chlorine, ph=ph)


@pytest.mark.parametrize(
    ("said", "failing"),
    [
        ((0.4, 0.12, 7.4), []),
        ((1.1, 0.12, 7.4), [("浑浊度", "high")]),
        ((0.5, 0.04, 7.2), [("游离氯", "low")]),
        ((0.5, 2.1, 8.6), [("pH", "high"), ("游离氯", "high")]),
        ((1, 0.05, 6.5), []),  # a limit is within it
        ((1, 2, 8.5), []),
    ],
)
def test_the_vectors_of_the_tap(said, failing):
    water = tap(*said)
    assert sorted((one.limit.zh, one.outcome) for one in water.failing) == sorted(failing)
    assert water.ok is (not failing)
    assert not water.verified


def test_a_plant_needs_more_chlorine_than_a_tap():
    assert judge("plant", free_chlorine_mg_l=0.12).failing[0].outcome == "low"
    assert judge("plant", free_chlorine_mg_l=0.3).ok
    assert judge("plant", ozone_mg_l=0).ok
    assert judge("tap", ozone_mg_l=0).failing[0].outcome == "low"


@pytest.mark.parametrize(
    ("measures", "ok"),
    [({"turbidity_ntu": 3}, True), ({"turbidity_ntu": 3.1}, False), ({"ph": 9.5}, True)],
)
def test_a_small_supply_may_be_worse(measures, ok):
    assert judge(small=True, **measures).ok is ok
    assert not judge(**measures).ok
    assert judge(small=True, hardness_mg_l=451).ok is False  # where it has no limit of its own


def test_what_was_not_measured_is_not_known():
    for nothing in (None, float("nan"), -0.1):
        water = judge(turbidity_ntu=nothing, lead=9)
        assert (water.ok, water.judged, water.verified) == (None, (), False)
    assert gb5749.judge({"ph": 7}, "tap", LIMITS, date(2023, 3, 31)).ok is None  # not in force


def test_no_coliform_is_allowed():
    assert judge(coliforms=0).ok
    assert not judge(coliforms=1).ok


def test_a_row_limits_something():
    with pytest.raises(ValueError, match="limits nothing"):
        gb5749.Limit.model_validate(LIMITS[0].model_dump() | {"most": None})


@given(st.sampled_from(LIMITS), st.floats(0, 2000), st.sampled_from(["tap", "plant"]))
def test_a_small_supply_is_never_held_to_less(limit, value, point):
    wide = judge(point, small=True, **{limit.measure: value})
    narrow = judge(point, **{limit.measure: value})
    assert wide.ok or not narrow.ok
