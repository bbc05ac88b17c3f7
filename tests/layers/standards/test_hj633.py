"""The index of the air, by the standard of the day; what is not known is not good."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.rows import standard
from linli.standards import hj633
from linli.standards.data import in_force, rounded

TABLES = hj633.Tables(
    standard("hj633_breakpoints", hj633.Breakpoints),
    standard("hj633_levels", hj633.Level),
    standard("hj633_advice", hj633.Advice),
)
NOW, BEFORE = date(2026, 3, 1), date(2026, 2, 28)
ROWS = {row.id: row for row in TABLES.breakpoints}


def means(*values):
    return dict(zip(hj633.POLLUTANTS, values, strict=False))


@pytest.mark.parametrize(
    ("row", "value", "index"),
    [
        ("pm2_5-24h-2026", 35, 50),
        ("pm2_5-24h-2026", 35.1, 50),
        ("pm2_5-24h-2026", 60, 100),
        ("pm2_5-24h-2026", 60.5, 100),  # half to the even neighbour
        ("pm2_5-24h-2026", 60.6, 101),
        ("pm2_5-24h-2026", 61.5, 102),
        ("pm2_5-24h-2026", 75, 114),
        ("pm2_5-24h-2026", 501, 500),
        ("pm10-24h-2026", 121, 101),
        ("pm10-24h-2026", 150, 112),
        ("so2-24h-2026", 51, 51),
        ("no2-24h-2026", 81, 101),
        ("co-24h-2026", 2.04, 50),
        ("co-24h-2026", 2.05, 50),
        ("co-24h-2026", 2.15, 55),  # a binary 2.15 is less than that, and would be 2.1: 53
        ("co-24h-2026", 4.1, 101),
        ("o3-8h-2026", 161, 101),
        ("o3-8h-2026", 300, 207),
        ("o3-8h-2026", 801, 300),
        ("o3-1h-2026", 161, 52),
        ("so2-1h-2026", 900, 200),
        ("pm2_5-24h-2012", 75, 100),
        ("pm10-24h-2012", 150, 100),
        ("o3-8h-2012", 801, None),  # which that standard counts by one hour
        ("so2-1h-2012", 801, None),
        ("pm2_5-24h-2026", 0, 0),
        ("pm2_5-24h-2026", None, None),
        ("pm2_5-24h-2026", -1, None),
        ("pm2_5-24h-2026", float("nan"), None),
        ("pm2_5-24h-2026", float("inf"), None),
        ("pm2_5-24h-2026", Decimal("1e999999"), None),
        ("pm2_5-24h-2026", 1e300, 500),
    ],
)
def test_the_index_of_a_concentration(row, value, index):
    assert hj633.iaqi(value, ROWS[row]) == index


@pytest.mark.parametrize(
    ("said", "each", "aqi", "level", "primary", "exceeded"),
    [
        (
            means(48, 95, 12, 44, 1.1, 138),
            means(76, 83, 12, 55, 28, 82),
            83,
            "良",
            ("pm10",),
            (),
        ),
        (
            means(132, 180, 20, 66, 1.8, 40),
            means(175, 124, 20, 83, 45, 20),
            175,
            "中度污染",
            ("pm2_5",),
            ("pm2_5", "pm10"),
        ),
        (means(20, 40, 8, 20, 0.6, 88), means(29, 40, 8, 25, 15, 44), 44, "优", (), ()),
    ],
)
def test_the_days_of_the_domain(said, each, aqi, level, primary, exceeded):
    day = hj633.daily(said, TABLES, NOW, controlled=True)
    assert (day.iaqi, day.aqi, day.level.zh) == (each, aqi, level)
    assert (day.primary, day.exceeded, day.missing) == (primary, exceeded, ())
    assert day.articles == ("HJ 633-2026",)
    assert not day.reference


def test_the_same_air_is_another_index_before_the_first_of_march():
    said = means(75, 150)
    assert hj633.daily(said, TABLES, BEFORE).aqi == 100
    assert hj633.daily(said, TABLES, BEFORE).articles == ("HJ 633-2012",)
    assert hj633.daily(said, TABLES, NOW).aqi == 114
    assert hj633.daily(said, TABLES, date(2015, 12, 31)).aqi is None  # no standard was in force


def test_an_hour_goes_by_the_steps_of_an_hour():
    said = means(None, None, 160, 201, 5.1, 161)
    hour, day = hj633.hourly(said, TABLES, NOW), hj633.daily(said, TABLES, NOW)
    assert hour.iaqi == means(None, None, 52, 101, 51, 52)
    assert day.iaqi == means(None, None, 102, 161, 106, 101)


def test_all_that_are_worst_are_primary():
    day = hj633.daily(means(60, 120, 0, 80), TABLES, NOW)
    assert (day.aqi, day.primary, day.exceeded) == (100, ("pm2_5", "pm10", "no2"), ())


def test_nothing_is_primary_in_good_air():
    assert hj633.daily(means(35), TABLES, NOW).primary == ()
    assert hj633.daily(means(36), TABLES, NOW).primary == ("pm2_5",)


def test_what_was_not_measured_is_named_and_never_nought():
    day = hj633.daily(means(48, None), TABLES, NOW)
    assert (day.aqi, day.missing) == (76, ("pm10", "so2", "no2", "co", "o3"))
    none = hj633.daily({}, TABLES, NOW)
    assert (none.aqi, none.level, none.advice, none.verified) == (None, None, None, False)
    assert set(none.iaqi.values()) == {None}


def test_what_was_not_read_is_not_verified():
    assert hj633.daily(means(48), TABLES, NOW).verified
    assert not hj633.daily(means(48, None, 12), TABLES, NOW).verified  # SO₂, 475 or 500
    assert not hj633.daily(means(48), TABLES, BEFORE).verified
    advice = hj633.daily(means(48), TABLES, NOW).advice
    assert advice.level == 2
    assert not advice.verified
    assert hj633.daily(means(48), TABLES, NOW).reference


@pytest.mark.parametrize(
    ("concentration", "level", "colour"),
    [
        (35, "优", "绿"),
        (36, "良", "黄"),
        (61, "轻度污染", "橙"),
        (116, "中度污染", "红"),
        (151, "重度污染", "紫"),
        (251, "严重污染", "褐红"),
        (9999, "严重污染", "褐红"),
    ],
)
def test_levels_have_a_colour(concentration, level, colour):
    day = hj633.daily(means(concentration), TABLES, NOW)
    assert (day.level.zh, day.level.colour_zh) == (level, colour)
    assert day.advice.zh
    assert day.advice.en


@pytest.mark.parametrize("day", [date(2016, 1, 1), BEFORE, NOW, date(2030, 1, 1)])
def test_of_each_there_is_one_row_at_any_time(day):
    steps = [(row.pollutant, row.mean) for row in in_force(TABLES.breakpoints, day)]
    assert len(steps) == len(set(steps)) == 12
    assert [row.level for row in in_force(TABLES.levels, day)] == [1, 2, 3, 4, 5, 6]
    assert [row.level for row in in_force(TABLES.advice, day)] == [1, 2, 3, 4, 5, 6]


concentrations = st.decimals(0, 5000, places=3)


@given(st.sampled_from(TABLES.breakpoints), concentrations, concentrations)
def test_more_is_never_a_lower_index(row, one, other):
    low, high = (hj633.iaqi(value, row) for value in sorted((one, other)))
    assert low is None or high is None or low <= high
    assert low is not None or high is None  # beyond the end there is no index either


@given(st.sampled_from(TABLES.breakpoints), st.data())
def test_a_step_has_its_own_index_and_what_is_more_a_higher_one(row, data):
    at = data.draw(st.integers(0, len(row.at) - 1))
    assert hj633.iaqi(row.at[at], row) == row.iaqi[at]
    more = row.at[at] + Decimal(1).scaleb(-row.digits)
    assert at + 1 == len(row.at) or hj633.iaqi(more, row) > row.iaqi[at]


@given(st.integers(0, 10**6), st.integers(0, 2))
def test_a_half_goes_to_the_even_neighbour(whole, digits):
    half = (Decimal(whole) + Decimal("0.5")).scaleb(-digits)
    even = Decimal(whole + whole % 2).scaleb(-digits)
    for said in (half, float(half)):
        assert rounded(hj633.measured(said), digits) == even


@pytest.mark.parametrize("at", [[50, 50], [60, 50], [50], [0, 50]])
def test_a_row_that_does_not_rise_is_refused(at):
    said = ROWS["pm2_5-24h-2026"].model_dump() | {"at": at, "iaqi": [50, 100]}
    with pytest.raises(ValueError, match="does not rise"):
        hj633.Breakpoints.model_validate(said)
