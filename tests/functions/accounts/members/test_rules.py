"""How wide places are, and what the rows say of roles."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.accounts.members import widths
from functions.accounts.members.model import Duty
from linli import policy
from linli.places import ancestors
from linli.roles import Role
from linli.rows import rows

DUTIES = {duty.id: duty for duty in rows("accounts", "roles", Duty)}


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
    assert widths.LEVELS[widths.level(place)] == level
    assert widths.begins(place) == begins


@given(
    st.from_regex(r"[0-9]{2}((0{10})|[0-9]{2}((0{8})|[0-9]{8}([0-9]{3})?))", fullmatch=True),
    st.data(),
)
def test_whoever_lies_in_a_place_begins_as_it_does(place, data):
    for wider in ancestors(place):
        assert place.startswith(widths.begins(wider))


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
