"""How long things last, who is under fourteen, and what the rows say of roles."""

from datetime import UTC, date, datetime, timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.accounts import rules, rules_people
from functions.accounts.model import Duty, Term
from functions.accounts.model_people import dialled
from linli import policy
from linli.places import ancestors
from linli.roles import Role
from linli.rows import rows

TERMS = rows("accounts", "terms", Term)
DUTIES = {duty.id: duty for duty in rows("accounts", "roles", Duty)}
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
    assert rules_people.is_minor(date(2026, 11, 23), late)
    assert not rules_people.is_minor(date(2026, 11, 23), late + timedelta(minutes=1))


def test_before_the_law_there_was_no_such_age():
    before = datetime(2021, 10, 31, tzinfo=UTC)
    assert rules_people.minor_until(date(2015, 6, 15), TERMS, before) is None
    day = date(2021, 11, 1)
    row = rules.in_force(TERMS, "minor", day)
    assert (row.article, row.value, row.unit) == ("L-PIP#31", 14, "y")
    assert rules.in_force(TERMS, "minor", day - timedelta(days=1)) is None


@given(st.dates(date(1900, 1, 1), date(2026, 11, 23)))
def test_whoever_has_fewer_birthdays_than_fifteen_is_guarded(born):
    until = rules_people.minor_until(born, TERMS, NOON) if born.year > 1897 else None
    today = date(2026, 11, 23)
    years = today.year - born.year - ((today.month, today.day) <= (born.month, born.day))
    assert (until is not None) == (years < 14)


@given(st.dates(date(1900, 1, 1), date(2500, 1, 1)), st.integers(-130, 130))
def test_so_many_years_on_is_the_same_day_or_the_months_last(day, count):
    other = rules.years(day, count)
    assert (other.year, other.month) == (day.year + count, day.month)
    assert other.day == day.day or (day.month, day.day, other.day) == (2, 29, 28)


@pytest.mark.parametrize(
    ("place", "level", "begins"),
    [
        ("140000000000", "province", "14"),
        ("140100000000", "city", "1401"),
        ("140105000000", "county", "140105"),
        ("140105001000", "township", "140105001"),
        ("140105001001", "community", "140105001001"),
        ("140105001001003", "grid", "140105001001003"),
        ("140105001001000", "grid", "140105001001000"),
    ],
)
def test_what_lies_in_a_place_begins_as_it_does(place, level, begins):
    assert rules.LEVELS[rules.level(place)] == level
    assert rules.begins(place) == begins


@given(
    st.from_regex(r"[0-9]{2}((0{10})|[0-9]{2}((0{8})|[0-9]{8}([0-9]{3})?))", fullmatch=True),
    st.data(),
)
def test_whoever_lies_in_a_place_begins_as_it_does(place, data):
    for wider in ancestors(place):
        assert place.startswith(rules.begins(wider))


def test_there_are_twelve_roles_each_with_its_names_and_its_givers():

    assert tuple(sorted(DUTIES)) == tuple(sorted(get_args(Role)))
    for duty in DUTIES.values():
        assert all([duty.zh, duty.en, duty.duty_zh, duty.duty_en])
        assert "city_operator" in duty.granted_by
        assert not duty.strong or duty.granted_by == ("city_operator",)


def test_the_rows_say_who_gives_a_role_as_the_policies_do(row):
    from functions.accounts import api

    for role, duty in DUTIES.items():
        for giver in DUTIES:
            place = "140105001001"
            about = policy.Thing(place, "Membership", (("person", "x"), ("role", role)))
            allowed = api.api._policy.allows(
                policy.actor("g", giver, place), "grant_membership", about, 0
            )
            assert bool(allowed) == (giver in duty.granted_by), (giver, role)


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
