"""What is used up only grows; what is emptied is filled again; and all of it comes again."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from operate.fleet.shapes import CHINA, Burst, Cycle, Hours, Use

NOON = datetime(2026, 11, 26, 12, tzinfo=CHINA)
USE = {"per_day": 0.36, "peaks": (7, 19), "width": 1.5, "rest": 0.01, "spread": 0.4}
SHAPES = [
    Use(**USE, before=600, digits=3),
    Cycle(most=100, least=30, hours=5),
    Burst(least=3, most=40, times=120, lasts=0.5),
    Hours(begins=17.5, ends=7, value=0.45, spread=0.1, digits=2),
]


def minutes(shape, name="WM-1 volume_m3", count=1440):
    return [shape.at(name, NOON + timedelta(minutes=n)) for n in range(count)]


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: type(shape).__name__)
def test_it_is_the_same_whenever_it_is_asked_for(shape):
    assert shape.at("x", NOON) == shape.at("x", NOON.astimezone(UTC))
    assert type(shape).model_validate_json(shape.model_dump_json()) == shape


def test_a_counter_only_grows_over_midnight_too():
    so_far = minutes(Use(**USE, digits=6), count=3 * 1440)
    assert all(after >= before for before, after in pairwise(so_far))
    assert 0.36 * 0.6 <= so_far[1440] - so_far[0] <= 0.36 * 1.4


def test_what_is_used_now_is_how_fast_the_counter_grows():
    counter, now = Use(**USE, digits=9), Use(**USE, now=True, digits=9)
    begins = NOON.replace(hour=7)
    grown = counter.at("WM-1 volume_m3", begins + timedelta(hours=1))
    grown -= counter.at("WM-1 volume_m3", begins)
    assert now.at("WM-1 flow_m3_h", begins + timedelta(minutes=20)) == pytest.approx(grown)


def test_what_is_emptied_is_filled_again():
    level = minutes(Cycle(most=88, least=52, hours=3, digits=1))
    assert (max(level), min(level)) == (88, pytest.approx(52, abs=0.3))
    assert sum(after > before for before, after in pairwise(level)) == 8


def test_something_happens_about_as_often_as_it_is_said():
    doors = [minutes(SHAPES[2], name=f"DR-{n} open_seconds") for n in range(30)]
    busy = sum(value > 0 for door in doors for value in door) / (30 * 1440)
    assert 0.03 < busy < 0.055  # 120 × 0.5 min of 1440
    assert all(value == 0 or 3 <= value <= 40 for door in doors for value in door)


@pytest.mark.parametrize(("hour", "lit"), [(18, True), (23, True), (6, True), (7, False)])
def test_hours_may_go_over_midnight(hour, lit):
    assert (SHAPES[3].at("x", NOON.replace(hour=hour)) > 0) is lit
