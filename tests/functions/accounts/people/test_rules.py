"""Who is under fourteen, and what number is dialled."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.accounts import terms
from functions.accounts.people import rules as rules_people
from functions.accounts.people.model import dialled
from linli.roles import Actor

TERMS = terms.known()
NOON = datetime(2026, 11, 23, 4, tzinfo=UTC)  # in Taiyuan


@pytest.mark.parametrize(
    ("born", "until"),
    [
        ("2015-06-15", "2029-06-16"),  # DOMAIN §1.1's girl of eleven
        ("2012-11-24", "2026-11-25"),
        ("2012-11-23", "2026-11-24"),  # on his birthday he still is
        ("2012-11-22", None),
        ("2016-02-29", "2030-03-01"),  # a month without that day ends on its last
        ("1949-12-31", None),
        ("2026-11-23", "2040-11-24"),
    ],
)
def test_one_is_under_fourteen_until_the_day_after_the_birthday(born, until):
    found = rules_people.minor_until(date.fromisoformat(born), TERMS, NOON)
    assert found == (until and date.fromisoformat(until))


def test_the_day_is_the_one_on_the_wall():
    born = date(2012, 11, 22)
    late = datetime(2026, 11, 22, 15, 59, tzinfo=UTC)  # one minute before midnight
    assert rules_people.minor_until(born, TERMS, late) == date(2026, 11, 23)
    assert rules_people.minor_until(born, TERMS, late + timedelta(minutes=1)) is None
    child = Actor(id="child", minor_until=date(2026, 11, 23))
    assert child.is_minor(late)
    assert not child.is_minor(late + timedelta(minutes=1))


def test_before_the_law_there_was_no_such_age():
    before = datetime(2021, 10, 31, tzinfo=UTC)
    assert rules_people.minor_until(date(2015, 6, 15), TERMS, before) is None
    day = date(2021, 11, 1)
    row = TERMS["minor"].on(day)
    assert (row.article, row.value, row.unit) == ("L-PIP#31", 14, "y")
    assert TERMS["minor"].on(day - timedelta(days=1)) is None


@given(st.dates(date(1900, 1, 1), date(2026, 11, 23)))
def test_whoever_has_fewer_birthdays_than_fifteen_is_guarded(born):
    until = rules_people.minor_until(born, TERMS, NOON) if born.year > 1897 else None
    today = date(2026, 11, 23)
    years = today.year - born.year - ((today.month, today.day) <= (born.month, born.day))
    assert (until is not None) == (years < 14)


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("17000000001", "+8617000000001"),
        ("170 0000 0001", "+8617000000001"),
        ("(170) 0000-0001", "+8617000000001"),
        ("００８６１７００００００００１", "+8617000000001"),
        ("+1 202 555 0100", "+12025550100"),
        ("0351-0000000", "03510000000"),  # a fixed line: refused by its pattern
        (17000000001, 17000000001),
    ],
)
def test_a_number_is_dialled_as_the_world_does(written, number):
    assert dialled(written) == number


def test_what_began_under_a_row_lasts_as_long_as_that_said(succeed):
    known = {**TERMS, "card-valid": type(TERMS["card-valid"])(TERMS["card-valid"].rows)}
    later = NOON + timedelta(days=1)
    succeed(known["card-valid"], later.date(), value=10)
    for start, days in ((NOON, 366), (later, 10)):
        assert terms.after(known, "card-valid", start) == start + timedelta(days=days)
