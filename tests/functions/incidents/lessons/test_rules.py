"""How long steps took, and what a case adds to a month."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.incidents.lessons import rules
from functions.incidents.lessons.model import Case, Cause, Figures
from functions.incidents.model import Entry

NOON = datetime(2026, 11, 23, 4, tzinfo=UTC)
PLACE = "140105001001"
ALLOWED = {"acknowledge": 5, "handle": 30, "verify": 60, "close": 120}


def facts(*told):
    """(stage, minutes) each."""
    return [
        Entry(
            seq=n,
            incident="i",
            community=PLACE,
            subject="MH-1",
            kind=stage,
            stage=stage,
            at=NOON + timedelta(minutes=minutes),
        )
        for n, (stage, minutes) in enumerate(told, 1)
    ]


def case(**changes):
    about = {"id": "i", "community": PLACE, "month": "2026-11", "closed_at": NOON}
    about |= {"subject": "MH-1", "category": "A4.3", "priority": "P1", "minutes": {"handle": 20}}
    return Case(**(about | {"overdue": False, "causes": (), "repeats": 0} | changes))


def test_each_step_has_its_minutes_and_who_was_late_is_seen():
    told = [("raised", 0), ("judged", 0), ("dispatched", 1), ("late", 6), ("dispatched", 7)]
    told += [("acknowledged", 12), ("handled", 43), ("verified", 60), ("closed", 70)]
    found = rules.spells(facts(*told), ALLOWED)
    assert [(one.act, one.minutes, one.late, one.done) for one in found] == [
        ("acknowledge", 5, True, False),
        ("acknowledge", 5, False, True),
        ("handle", 31, True, True),
        ("verify", 17, False, True),
        ("close", 10, False, True),
    ]


def test_what_its_timeline_calls_overdue_was_late():
    """Acknowledged after 4 of the 30 minutes since the hazard, and handled 28 later."""
    told = facts(("acknowledged", 4), ("acknowledged", 30), ("handled", 32), ("verified", 40))
    told[1] = told[1].model_copy(update={"kind": "overdue"})
    found = rules.spells(told, ALLOWED)
    assert [(one.act, one.late) for one in found] == [("handle", True), ("verify", False)]


def test_a_step_that_was_sent_back_took_its_time_and_was_not_done():
    told = [("acknowledged", 0), ("handled", 10), ("reopened", 20), ("dispatched", 21)]
    found = rules.spells(facts(*told), ALLOWED)
    assert [(one.act, one.done) for one in found] == [("handle", True), ("verify", False)]


@pytest.mark.parametrize(
    ("minutes", "bucket"),
    [(0, 0), (99, 99), (100, 100), (109, 100), (1_234, 1_200), (99_999, 99_000)],
)
def test_long_times_are_counted_in_two_digits(minutes, bucket):
    assert rules.bucket(minutes) == bucket


@given(st.lists(st.integers(0, 99), min_size=1, max_size=40))
def test_the_median_is_in_the_middle(minutes):
    counts = {}
    for one in minutes:
        counts[one] = counts.get(one, 0) + 1
    assert rules.median(counts) == sorted(minutes)[(len(minutes) - 1) // 2]


def test_no_cases_have_no_median():
    assert rules.median({}) is None


@given(st.lists(st.tuples(st.integers(0, 9_999), st.booleans(), st.integers(0, 2)), max_size=20))
def test_what_was_added_can_be_taken_off_again(told):
    none = Figures(community=PLACE, month="2026-11")
    cases = [case(minutes={"handle": m}, overdue=late, repeats=n) for m, late, n in told]
    figures = none
    for one in cases:
        figures = rules.add(figures, one)
    assert (figures.closed, figures.overdue) == (len(told), sum(late for _, late, _ in told))
    for one in cases:
        figures = rules.add(figures, one, -1)
    assert figures.model_copy(update={"minutes": {}}) == none
    assert figures.minutes in ({}, {"handle": {}})


def test_an_incident_is_one_repeat_however_often_it_is_closed():
    cause = Cause(community=PLACE, cause="asset|MH-1|A4.3", first_at=NOON, last_at=NOON)
    once = rules.again(cause, case(id="a"))
    assert rules.again(once, case(id="a")) == once
    assert rules.again(once, case(id="b")).count == 2


def test_a_month_is_that_of_the_wall():
    assert rules.month(datetime(2026, 11, 30, 15, 59, tzinfo=UTC)) == "2026-11"
    assert rules.month(datetime(2026, 11, 30, 16, 0, tzinfo=UTC)) == "2026-12"


def test_causes_are_of_an_asset_and_of_a_building(incident):
    one = incident(subject="LT-1", category="A4.1", building="3")
    assert rules.causes(one) == ("asset|LT-1|A4.1", "building|3|A4.1")
    assert rules.causes(incident(subject="S2", category="S2", building=None)) == ()
