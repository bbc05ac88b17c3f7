"""Noise: the mean of its energy, by day and by night, and what a zone may have."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.rows import standard
from linli.standards import gb3096
from linli.standards.data import in_force
from linli.wall import CHINA

LIMITS = standard("gb3096_limits", gb3096.Limit)
NIGHTS = standard("gb3096_night", gb3096.Night)
TODAY = date(2026, 11, 23)


def at(hour, minute=0, day=23):
    return datetime(2026, 11, day, hour, minute, tzinfo=CHINA)


@pytest.mark.parametrize(
    ("levels", "leq"),
    [
        ([50, 60], "57.4"),
        ([55] * 9 + [75], "65.4"),
        ([45, 45, 45], "45.0"),
        ([40, 50, 60, 70], "64.4"),
        ([42.35] * 11, "42.4"),  # half to the even neighbour, whatever logarithms do
        ([42.45] * 11, "42.4"),
        ([0], "0.0"),  # which is a level, as loud as the ear hears at all
        ([60, None, float("nan"), 301], "60.0"),
        ([], None),
        ([None], None),
    ],
)
def test_the_mean_is_of_energy(levels, leq):
    assert gb3096.leq(levels) == (Decimal(leq) if leq else None)


def test_percentiles_are_of_the_time():
    levels = range(1, 101)
    assert [gb3096.percentile(levels, percent) for percent in (10, 50, 90)] == [91, 51, 11]
    assert gb3096.percentile([55], 10) == 55
    assert gb3096.percentile([], 10) is None


@pytest.mark.parametrize(
    ("zone", "name", "said", "exceeded"),
    [
        ("1", "night", {"leq": 45.0}, [False]),
        ("1", "night", {"leq": 45.1}, [True]),
        ("1", "night", {"leq": 45.04}, [False]),
        ("1", "night", {"lmax": 60.0}, [False]),
        ("1", "night", {"lmax": 60.1}, [True]),
        ("1", "night", {"leq": 45.0, "lmax": 60.1}, [False, True]),
        ("2", "day", {"leq": 57.4}, [False]),
        ("2", "day", {"leq": 57.4, "lmax": 99}, [False]),  # sudden noise is limited at night
        ("4a", "night", {"leq": 55.6}, [True]),
        ("4b", "night", {"leq": 55.6}, [False]),
        ("0", "day", {"leq": None}, []),
        ("0", "day", {}, []),
    ],
)
def test_what_a_zone_may_have(zone, name, said, exceeded):
    judged = gb3096.judge(zone, name, LIMITS, TODAY, **said)
    assert [one.exceeded for one in judged] == exceeded


def test_what_was_not_read_is_not_verified():
    mean, sudden = gb3096.judge("3", "night", LIMITS, TODAY, leq=56, lmax=71)
    assert (mean.value, mean.limit, mean.verified) == (56, 55, True)
    assert (sudden.value, sudden.limit, sudden.verified) == (71, 70, False)
    assert mean.article == "GB 3096-2008"
    assert mean.row == "zone-3-night-leq"


def test_each_zone_has_its_limits():
    held = in_force(LIMITS, TODAY)
    keys = [(row.zone, row.period, row.measure) for row in held]
    assert len(set(keys)) == len(held) == 18


@pytest.mark.parametrize(
    ("moment", "name", "day"),
    [
        (at(21, 59), "day", 23),
        (at(22), "night", 23),
        (at(23, 59), "night", 23),
        (at(0, day=24), "night", 23),
        (at(5, 59, day=24), "night", 23),
        (at(6, day=24), "day", 24),
    ],
)
def test_a_night_is_of_the_day_on_which_it_begins(moment, name, day):
    found = gb3096.period(moment, NIGHTS)
    assert (found.name, found.day) == (name, date(2026, 11, day))


@pytest.mark.parametrize(
    ("start", "moment", "name", "day"),
    [
        (time(23), at(22, 30), "day", 23),
        (time(23), at(6, 30, day=24), "night", 23),
        (time(1), at(0, 30, day=24), "day", 23),
        (time(1), at(1, day=24), "night", 24),
        (time(1), at(9, day=24), "day", 24),
        (time(0), at(0, day=24), "night", 24),
    ],
)
def test_a_city_may_begin_it_at_another_time(start, moment, name, day):
    moved = [row.model_copy(update={"start": start}) for row in NIGHTS]
    found = gb3096.period(moment, moved)
    assert (found.name, found.day) == (name, date(2026, 11, day))


def changed(before, after):
    """The row of the nights until the 23rd, and the one that begins at midnight."""
    [row] = in_force(NIGHTS, TODAY)
    tomorrow = TODAY + timedelta(days=1)
    return [
        row.model_copy(update={"start": before, "effective_to": TODAY}),
        row.model_copy(update={"id": "moved", "start": after, "effective_from": tomorrow}),
    ]


@pytest.mark.parametrize(
    ("before", "after", "begins", "ends"),
    [
        (time(22), time(23), at(22), at(23, day=24)),
        (time(23), time(22), at(23), at(22, day=24)),
        (time(22), time(0), at(22), at(0, day=25)),
        (time(0), time(22), at(0, day=24), at(22, day=24)),
    ],
)
def test_a_night_in_which_its_row_changes_is_as_it_began(before, after, begins, ends):
    """Always eight hours; the day between it and the first by the new row is the rest."""
    nights, eight = changed(before, after), timedelta(hours=8)
    hours = [begins - timedelta(hours=1) + timedelta(hours=n) for n in range(36)]
    periods = list(dict.fromkeys(gb3096.period(hour, nights) for hour in hours))
    assert periods[1:4] == [
        ("night", begins, begins + eight),
        ("day", begins + eight, ends),
        ("night", ends, ends + eight),
    ]
    assert all(gb3096.period(hour, nights).begins <= hour for hour in hours)
    assert all(hour < gb3096.period(hour, nights).ends for hour in hours)


def test_and_not_make_it_longer():
    with pytest.raises(ValueError, match="8"):
        gb3096.Night.model_validate(NIGHTS[0].model_dump() | {"hours": 9})


def test_a_night_is_heard_as_a_whole():
    quarter = timedelta(minutes=15)
    samples = [
        gb3096.Sample(at(20) + n * quarter, 50 if n < 8 else 40, 80 if n == 20 else None)
        for n in range(8 + 32 + 4)
    ]
    tonight = gb3096.period(at(23), NIGHTS)
    night = gb3096.summary([one for one in samples if gb3096.period(one.at, NIGHTS) == tonight])
    assert (night.leq, night.l10, night.lmax, night.samples) == (40, 40, 80, 32)
    assert gb3096.summary([gb3096.Sample(at(20), float("nan"))]) is None


levels = st.lists(st.decimals(20, 120, places=1), min_size=1, max_size=30)


@given(levels, st.randoms())
def test_the_order_is_nothing_and_the_mean_lies_within(heard, rng):
    mean = gb3096.leq(heard)
    shuffled = rng.sample(heard, len(heard))
    assert gb3096.leq(shuffled) == mean
    assert min(heard) <= mean <= max(heard)
    assert mean >= Decimal(round(sum(heard) / len(heard), 1)) - Decimal("0.1")


@given(levels)
def test_what_is_seldom_is_louder(heard):
    samples = [gb3096.Sample(at(12), level) for level in heard]
    summary = gb3096.summary(samples)
    assert summary.lmax >= summary.l10 >= summary.l50 >= summary.l90 >= min(heard)


@given(st.integers(0, 10 * 365 * 24 * 60), st.times())
def test_a_third_of_the_time_is_night(minutes, start):
    moved = [row.model_copy(update={"start": start.replace(second=0)}) for row in NIGHTS]
    first = datetime(2020, 1, 1, tzinfo=CHINA) + timedelta(minutes=minutes)
    hours = [first + timedelta(hours=n) for n in range(24)]
    names = [gb3096.period(hour, moved).name for hour in hours]
    assert names.count("night") == 8
