"""A mean of too little is none."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.rows import standard
from linli.standards import gb3095

ROWS = standard("gb3095_validity", gb3095.Validity)
NOW = date(2026, 11, 23)


@pytest.mark.parametrize("on", [date(2016, 1, 1), NOW])
@pytest.mark.parametrize(
    ("mean", "of", "needed"),
    [(gb3095.hour, 60, 45), (gb3095.day, 24, 20), (gb3095.eight_hours, 8, 6)],
)
def test_there_must_be_enough_of_it(mean, of, needed, on):
    enough = mean([10] * needed + [None] * (of - needed), ROWS, on)
    assert (enough.value, enough.had, enough.needed) == (10, needed, needed)
    short = mean([10] * (needed - 1) + [None] * (of - needed + 1), ROWS, on)
    assert (short.value, short.had) == (None, needed - 1)
    with pytest.raises(ValueError, match="values where"):
        mean([10] * (of + 1), ROWS, on)
    assert not enough.verified
    assert enough.article.startswith("GB 3095-")


def test_nought_is_a_measurement_and_nonsense_is_none():
    assert gb3095.day([0] * 20, ROWS, NOW).value == 0
    assert gb3095.day([0] * 19 + [-3, float("nan")], ROWS, NOW).value is None


def test_a_mean_is_exact():
    assert gb3095.eight_hours([0.1, 0.2, 0.3, 0.4, 0.5, 0.6], ROWS, NOW).value == Fraction(7, 20)


def test_ozone_is_the_worst_eight_hours_that_end_on_the_day():
    hours = [0] * 10 + [160] * 8 + [0] * 6
    assert gb3095.ozone_day(hours, ROWS, NOW).value == 160
    assert gb3095.ozone_day(hours, ROWS, NOW).had == 17
    assert gb3095.ozone_day([0] * 20 + [80] * 4, ROWS, NOW).value == 40
    with pytest.raises(ValueError, match="23 hours"):
        gb3095.ozone_day([0] * 23, ROWS, NOW)


def test_a_day_of_ozone_takes_fourteen_means():
    assert gb3095.ozone_day([None] * 5 + [9] * 19, ROWS, NOW)[:2] == (9, 14)
    assert gb3095.ozone_day([None] * 6 + [9] * 18, ROWS, NOW)[:2] == (None, 13)


hours = st.lists(st.none() | st.decimals(0, 900, places=1), min_size=24, max_size=24)


@given(hours)
def test_a_mean_lies_between_the_least_and_the_most(values):
    mean = gb3095.day(values, ROWS, NOW).value
    known = [value for value in values if value is not None]
    assert (mean is None) == (len(known) < 20)
    assert mean is None or min(known) <= mean <= max(known)
    ozone = gb3095.ozone_day(values, ROWS, NOW).value
    assert ozone is None or ozone <= max(known)
