"""How far a clock is moved."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from operate.scenario import span

BEIJING = ZoneInfo("Asia/Shanghai")


def at(year, month, day):
    return datetime(year, month, day, 10, tzinfo=BEIJING)


@pytest.mark.parametrize(
    ("text", "seconds"), [("20 minutes", 1200), ("1 hour", 3600), ("3 days", 259_200)]
)
def test_plain_spans(text, seconds):
    assert span.forward(text, at(2026, 3, 2)) == timedelta(seconds=seconds)


def test_back_in_time_for_what_a_device_states():
    assert span.ahead("-25 hours") == timedelta(hours=-25)


@pytest.mark.parametrize(
    ("day", "count", "days"),
    [
        ((2026, 2, 13), 1, 1),  # 02-14 is a Saturday on which people work
        ((2026, 2, 14), 1, 10),  # Spring Festival lasts to 02-23
        ((2026, 11, 20), 1, 3),  # over a weekend
        ((2026, 12, 31), 1, 4),  # 2027-01-01 is off, then a weekend
    ],
)
def test_working_days(day, count, days):
    assert span.forward(f"{count} working days", at(*day)).days == days


@pytest.mark.parametrize(("wall", "hours"), [("03:00", 17), ("12:30", 2.5), ("10:00", 24)])
def test_to_the_hour_that_the_clock_on_the_wall_shows_next(wall, hours):
    assert span.forward(f"to {wall}", at(2026, 3, 2)) == timedelta(hours=hours)


def test_2026_has_248_working_days():
    first = datetime(2026, 1, 1, tzinfo=BEIJING).date()
    assert sum(span._works(first + timedelta(days=n)) for n in range(365)) == 248


def test_a_year_without_published_holidays_is_an_error():
    with pytest.raises(span.UnknownYear):
        span.forward("1 working day", at(2031, 1, 1))
