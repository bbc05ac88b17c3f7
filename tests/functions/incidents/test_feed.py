"""A feed is read to its end, and the last seconds again, so that nothing is missed."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ulid import ULID

from linli.feed import days, first

PLACE = "140105001001"
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@given(MOMENTS, MOMENTS)
def test_no_fact_of_a_moment_sorts_before_its_first(one, two):
    made = str(ULID.from_datetime(one))
    assert first(one) <= made
    if two - one > timedelta(milliseconds=1):
        assert made < first(two)


def test_the_days_between_are_bounded():
    start = datetime(2026, 6, 1, 23, 59, tzinfo=UTC)
    found = days(start, start + timedelta(minutes=2), 31)
    assert [day.day for day in found] == [1, 2]
    assert len(days(start, start + timedelta(days=90), 31)) == 31
    assert days(start, start - timedelta(days=1), 31) == []


def test_the_last_seconds_are_given_again_and_older_facts_are_not(hear, person, clock):
    hear("HazardFound")
    begun = person("zhao").get("/feed", community=PLACE)[1]
    assert [fact["kind"] for fact in begun["items"]] == ["raised"]
    hear("HazardCleared")
    again = person("zhao").get("/feed", community=PLACE, after=begun["next"])[1]
    assert [fact["kind"] for fact in again["items"]] == ["raised", "normal"]
    clock.forward(3)
    seen = person("zhao").get("/feed", community=PLACE, after=again["next"])[1]
    after = person("zhao").get("/feed", community=PLACE, after=seen["next"])[1]
    assert after["items"] == []
    assert after["next"] >= seen["next"]


def test_what_was_made_before_midnight_stands_in_the_list_of_its_day(hear, clock):
    from functions.incidents import store

    clock.set(datetime(2026, 6, 1, 23, 59, 59, 998_500, tzinfo=UTC))  # it ticks by a millisecond
    hear("HazardFound")
    [fact] = store.feed(PLACE, date(2026, 6, 1), "", 10).items
    assert fact.kind == "raised"


def test_a_feed_goes_on_over_midnight_and_page_by_page(hear, person, clock, monkeypatch):
    from linli import feed

    monkeypatch.setattr(feed, "PAGE", 2)
    clock.set(datetime(2026, 6, 1, 23, 59, 50, tzinfo=UTC))
    start = first(datetime(2026, 6, 1, tzinfo=UTC))
    for number in range(5):
        hear("HazardFound", hazard_id=f"{number:026}")
        clock.forward(6)
    facts, after = [], start
    for _ in range(4):
        page = person("zhao").get("/feed", community=PLACE, after=after)[1]
        facts += [fact["id"] for fact in page["items"]]
        after = page["next"]
    assert len(facts) == len(set(facts)) == 5
    assert facts == sorted(facts)


def test_a_reader_who_was_away_for_months_catches_up(hear, person, clock):
    clock.set(datetime(2026, 3, 1, tzinfo=UTC))
    start = first(datetime(2026, 3, 1, tzinfo=UTC))
    clock.set(datetime(2026, 6, 1, 12, tzinfo=UTC))
    hear("HazardFound")
    after, found = start, []
    for _ in range(4):
        page = person("zhao").get("/feed", community=PLACE, after=after)[1]
        found += page["items"]
        after = page["next"]
    assert [fact["kind"] for fact in found] == ["raised"]


@pytest.mark.parametrize("after", ["../../x", "7" + "Z" * 25, "1" + "0" * 25])  # the year 10889
def test_an_after_that_is_none_of_ours_is_refused(person, after):
    assert person("zhao").get("/feed", community=PLACE, after=after)[0] == 422


def test_an_after_that_is_still_to_come_is_waited_for(person):
    far = "0" + "Z" * 25
    assert person("zhao").get("/feed", community=PLACE, after=far) == (
        200,
        {"items": [], "next": far, "names": {}},
    )
