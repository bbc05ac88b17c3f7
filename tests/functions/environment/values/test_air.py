"""Hours and days of air: what is valid, what they come to; DOMAIN 4.1."""

from datetime import date, datetime, timedelta, timezone

import pytest

CHINA = timezone(timedelta(hours=8))
HOUR = datetime(2026, 11, 23, 14, tzinfo=CHINA)
MEANS = {"pm2_5": 48, "pm10": 95, "so2": 12, "no2": 44, "co": 1.1, "o3": 138}


def points(minutes, measures, at=HOUR):
    from linli.points import Point

    return [
        Point(at=at + timedelta(minutes=n), measures=measures, seq=n, n=0) for n in range(minutes)
    ]


def hour(minutes, measures):
    from functions.environment.known import AIR, VALIDITY
    from functions.environment.values import air

    return air.hour(HOUR, points(minutes, measures), VALIDITY, AIR, controlled=False)


@pytest.mark.parametrize(("minutes", "aqi"), [(44, None), (45, 101)])
def test_an_hour_of_too_few_minutes_is_none_and_never_0(minutes, aqi):
    made = hour(minutes, {"pm2_5": 60.6})
    assert (made.air.aqi, made.had["pm2_5"]) == (aqi, minutes)
    assert made.means["pm2_5"] == (None if aqi is None else 60.6)
    assert [one.key for one in made.over] == ([] if aqi is None else ["aqi"])


def test_a_minute_counts_once_however_often_it_was_measured_in_it():
    from functions.environment.values import air

    twice = [*points(45, {"pm10": 100}), *points(1, {"pm10": 300}, HOUR + timedelta(seconds=9))]
    minutes = air.minutes("pm10", HOUR, twice)
    assert (minutes[0], minutes[1], minutes[45]) == (200, 100, None)


def test_an_instrument_that_says_less_than_nothing_has_measured_nothing():
    assert hour(60, {"pm2_5": -3}).air.aqi is None


def test_what_is_exceeded_names_the_level_its_article_and_what_is_worst():
    made = hour(60, {"pm2_5": 260, "pm10": 95})
    [over] = made.over
    assert (over.value, over.limit, over.article) == (made.air.aqi, 100, "HJ 633-2026")
    assert made.air.aqi > 200
    assert made.air.primary == ("pm2_5",)
    assert "o3" in made.air.missing
    assert "GB 3095-2026" in made.articles
    assert not made.verified  # how much there must be of a mean we have not read


def day(hours, of=date(2026, 11, 23)):
    from functions.environment.known import AIR, VALIDITY
    from functions.environment.values import air

    return air.day(of, hours, VALIDITY, AIR, controlled=True)


def test_a_day_is_that_of_its_24_hours():
    made = day([MEANS] * 24)
    assert (made.air.aqi, made.air.primary, made.air.level) == (83, ("pm10",), 2)


@pytest.mark.parametrize(("hours", "known"), [(19, False), (20, True)])
def test_a_day_of_too_few_hours_is_none(hours, known):
    made = day([MEANS] * hours + [{}] * (24 - hours))
    assert (made.means["pm2_5"] is not None) is known
    assert made.had["pm2_5"] == hours


def test_ozone_of_a_day_is_its_highest_eight_hours():
    hours = [{"o3": 40}] * 12 + [{"o3": 161}] * 8 + [{"o3": 40}] * 4
    assert day(hours).means["o3"] == 161
    assert day(hours).air.aqi == 101


def test_a_day_before_march_2026_is_judged_by_the_older_standard():
    old = day([{"pm2_5": 75}] * 24, date(2026, 2, 28))
    new = day([{"pm2_5": 75}] * 24, date(2026, 3, 1))
    assert (old.air.aqi, new.air.aqi) == (100, 114)
    assert "HJ 633-2012" in old.articles
