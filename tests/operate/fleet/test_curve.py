"""What stations measure varies over the day, and is the same again."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
import yaml

from linli.messages import LARGEST, Message
from operate import seed
from operate.fleet.curve import CHINA, MOST, Curve, earlier, values
from operate.fleet.message import readings

NOON = datetime(2026, 11, 26, 12, tzinfo=CHINA)
DAILY = Curve(base=30, swing=10, peaks=(8, 23), width=2)
KINDS = yaml.safe_load(seed.STATIONS.read_text("utf-8"))


@pytest.mark.parametrize(
    ("hour", "value"), [(8, 40), (23, 40), (0, 37.8), (1, 33.7), (10, 33.7), (15, 30)]
)
def test_it_is_high_about_its_peaks_by_the_clock(hour, value):
    assert DAILY.at("x", NOON.replace(hour=hour)) == value


def test_it_is_the_same_whenever_it_is_asked_for():
    curve = Curve(base=30, spread=0.2, days=0.2, noise=3)
    assert curve.at("x", NOON) == curve.at("x", NOON.astimezone(UTC))


def test_things_days_and_samples_differ_by_no_more_than_is_said():
    curve = Curve(base=100, spread=0.1, days=0.1, noise=5)
    many = [curve.at(f"{n}", NOON + timedelta(hours=n)) for n in range(500)]
    assert len(set(many)) > 100
    assert min(many) >= 100 * 0.9 * 0.9 - 5
    assert max(many) <= 100 * 1.1 * 1.1 + 5


def test_a_day_goes_over_into_the_next():
    curve = Curve(base=100, days=0.5, digits=3)
    many = [curve.at("x", NOON + timedelta(minutes=n)) for n in range(3 * 24 * 60)]
    assert max(abs(one - other) for one, other in pairwise(many)) < 0.1
    assert max(many) - min(many) > 5


def test_it_is_never_less_than_is_said():
    assert Curve(base=1, noise=50, least=0.5).at("x", NOON) >= 0.5
    assert min(Curve(base=1, noise=50, least=0.5).at(f"{n}", NOON) for n in range(50)) == 0.5


def test_what_is_no_curve_stays():
    assert values({"a": 1.5, "b": DAILY}, "x", NOON.replace(hour=8)) == {"a": 1.5, "b": 40}


@pytest.mark.parametrize("kind", KINDS)
def test_an_hour_of_before_fits_into_a_message(kind):
    curves = {name: Curve.model_validate(one) for name, one in KINDS[kind].items()}
    hours = list(earlier(curves, "XX-1", 3, NOON + timedelta(microseconds=1)))
    assert len(hours) == 3
    for n, samples in enumerate(hours):
        payload = readings({"v": 1, "boot": 1, "seq": n}, samples, NOON)
        assert len(payload) <= LARGEST
        times = Message.read(payload).times()
        assert len(times) == MOST
        assert min(times) == NOON - timedelta(hours=3 - n)
        assert max(times) < NOON - timedelta(hours=2 - n)


def test_what_measures_nothing_has_nothing_to_say_of_before():
    assert list(earlier({}, "XX-1", 48, NOON)) == []
