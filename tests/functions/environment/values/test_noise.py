"""Hours, days and nights of noise; DOMAIN 4.2."""

from datetime import datetime, time, timedelta, timezone

import pytest

CHINA = timezone(timedelta(hours=8))
HOUR = timedelta(hours=1)
NIGHT = datetime(2026, 11, 23, 23, tzinfo=CHINA)


def made(level, begins=NIGHT, zone="1", minutes=10, peak=None, nights=None):
    from functions.environment.known import NIGHTS, NOISE
    from functions.environment.values import noise
    from linli.points import Point

    measures = {"leq_db": level} | ({} if peak is None else {"lmax_db": peak})
    points = [
        Point(at=begins + timedelta(minutes=n), measures=measures, seq=n) for n in range(minutes)
    ]
    return noise.made(begins, points, zone, NOISE, nights or NIGHTS, 10)


@pytest.mark.parametrize(
    ("zone", "hour", "level", "peak", "over"),
    [
        ("1", 23, 45.0, None, []),
        ("1", 23, 45.1, None, ["leq"]),
        ("1", 23, 40, 60.1, ["lmax"]),
        ("2", 12, 57.4, None, []),
        ("4a", 3, 55.6, None, ["leq"]),
    ],
)
def test_what_each_zone_may_have_by_day_and_by_night(zone, hour, level, peak, over):
    at = NIGHT.replace(hour=hour)
    assert [one.key for one in made(level, at, zone, peak=peak).over] == over


@pytest.mark.parametrize(("first", "leq", "had"), [(300, 290, 10), (999.9, None, 9)])
def test_a_minute_of_which_nothing_possible_was_said_was_not_measured(first, leq, had):
    from functions.environment.known import NIGHTS, NOISE
    from functions.environment.values import noise
    from linli.points import Point

    points = [
        Point(at=NIGHT + timedelta(minutes=n), measures={"leq_db": level}, seq=n)
        for n, level in enumerate([first, *[90] * 9])
    ]
    hour = noise.made(NIGHT, points, "1", NOISE, NIGHTS, 10)
    assert (hour.means["leq"], hour.had["leq"]) == (leq, had)


@pytest.mark.parametrize(
    ("level", "peak", "lmax", "had"),
    [(40, 55, 55, 10), (40, 999.9, None, 0), (40, None, None, 0), (61, None, 61, 0)],
)
def test_without_a_peak_it_is_known_only_that_it_was_exceeded(level, peak, lmax, had):
    hour = made(level, peak=peak)
    assert (hour.means["lmax"], hour.had["lmax"], hour.had["leq"]) == (lmax, had, 10)
    assert ("lmax" in [one.key for one in hour.over]) == (lmax == 61)


def test_of_too_few_minutes_nothing_is_known_and_nothing_exceeded():
    few = made(90, minutes=9)
    assert (few.means["leq"], few.had["leq"], few.over) == (None, 9, ())


def test_what_is_exceeded_names_its_row_and_article():
    [over] = made(51).over
    assert (over.row, over.article, over.limit) == ("zone-1-night-leq", "GB 3096-2008", 45)
    assert (over.period, over.verified) == ("night", True)


def test_a_night_is_of_the_day_on_which_it_begins():
    from functions.environment.known import NIGHTS
    from functions.environment.values import spans

    [night] = spans.around("noise", NIGHT, NIGHTS)
    [day] = spans.around("noise", NIGHT - 2 * HOUR, NIGHTS)
    assert (night.begins, night.ends - night.begins) == (NIGHT.replace(hour=22), 8 * HOUR)
    assert (day.begins, day.ends) == (NIGHT.replace(hour=6), NIGHT.replace(hour=22))


@pytest.mark.parametrize("start", ["22:30", "23:00", "21:00", "00:00"])
def test_where_the_row_changes_every_hour_is_of_what_it_is_judged_as(start):
    from functions.environment.known import NIGHTS
    from functions.environment.values import spans

    *others, row = sorted(NIGHTS, key=lambda row: row.effective_from)
    today = {"effective_to": NIGHT.date()}
    later = {"effective_from": NIGHT.date() + timedelta(days=1), "id": "moved"}
    later["start"] = time.fromisoformat(start)
    nights = [*others, row.model_copy(update=today), row.model_copy(update=later)]
    for n in range(-12, 40):
        at = NIGHT + n * HOUR
        of, *_ = spans.around("noise", at, nights)
        assert of.begins <= at < of.ends
        assert of.span == made(90, at, nights=nights).over[0].period


@pytest.mark.parametrize("start", ["22:00", "22:30", "00:00", "21:30"])
@pytest.mark.parametrize("hour", range(24))
def test_every_hour_is_a_part_of_what_it_is_said_to_be(start, hour):
    from functions.environment.known import NIGHTS
    from functions.environment.values import spans

    nights = [row.model_copy(update={"start": time.fromisoformat(start)}) for row in NIGHTS]
    at = NIGHT.replace(hour=hour)
    around = list(spans.around("noise", at, nights))
    assert around[0].begins <= at < around[0].ends
    assert around[-1].begins < at + timedelta(hours=1) <= around[-1].ends
    assert {one.ends - one.begins for one in around} <= {timedelta(hours=8), timedelta(hours=16)}
