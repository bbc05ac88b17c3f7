"""Periods in days and months, and rows that fit together."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from functions.facilities.ledger.model import Category, Number
from functions.facilities.patrols import rules
from functions.facilities.patrols.model import KeptPlan, PlanRevision, Row
from linli.errors import Refused
from linli.rows import rows

ROWS = rows("facilities", "patrols", Row)
CATEGORIES = rows("facilities", "categories", Category)
NUMBERS = rows("facilities", "due", Number)


@pytest.mark.parametrize(
    ("name", "walked", "following"),
    [
        ("PA1-covers", (2026, 2, 24, 3), (2026, 3, 3, 3)),
        ("PA1-fire-lanes", (2026, 12, 31, 3), (2027, 1, 1, 3)),
        ("PA1-tanks", (2026, 8, 31, 3), (2027, 2, 28, 3)),
        ("PA1-tanks", (2026, 6, 15, 3), (2026, 12, 15, 3)),
        ("PA1-tanks", (2026, 8, 31, 17), (2027, 2, 28, 17)),  # the 1st of September on the wall
    ],
)
def test_the_next_one_is_a_period_later(name, walked, following):
    row = next(one for one in ROWS if one.id == name)
    assert rules.following(row, datetime(*walked, tzinfo=UTC)) == datetime(*following, tzinfo=UTC)


def test_rows_have_ids_of_their_own_and_name_what_there_is():
    for table in (ROWS, CATEGORIES, NUMBERS):
        assert max(Counter(row.id for row in table).values()) == 1
        assert all(row.article and row.mark in ("U", "C/U") for row in table)
    known = {row.id for row in CATEGORIES}
    assert {item.category for row in ROWS for item in row.items} <= known
    named = [item.id for row in ROWS for item in row.items]
    assert len(named) == len(set(named))


def test_what_raises_an_incident_is_critical():
    assert {row.severity for row in CATEGORIES if row.raises == "incident"} == {"critical"}


NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
PATROL = next(one for one in ROWS if one.id == "PA1-hydrants")


def given(plan, person, days):
    walk = PlanRevision(title="t", row=plan.row, route=plan.route, person=person)
    return rules.revise(plan, walk, plan.version, PATROL, NOON + timedelta(days=days))


def begins(plan, person, days):
    """Whether the plan as it is now takes a patrol begun then."""
    try:
        rules.begin(plan, person, NOON + timedelta(days=days))
    except Refused:
        return False
    return True


@pytest.fixture
def plan():
    about = {"community": "140105001001", "title": "t", "made_by": "chen", "person": "wang"}
    when = {"deadline": NOON, "version": 1}
    return KeptPlan(id="0" * 26, row=PATROL.id, route=("HY-1",), **about, **when)


def test_a_plan_takes_what_who_had_it_began_before_it_was_given_away(plan):
    twice = given(given(plan, "liu", days=1), "zhou", days=2)
    assert [begins(twice, "wang", days) for days in (0.9, 1)] == [True, False]
    assert [begins(twice, "liu", days) for days in (1.9, 2)] == [True, False]
    assert [begins(twice, "zhou", days) for days in (0, 3)] == [True, True]
    assert not begins(twice, "sun", days=0)


def test_what_was_anybodys_is_taken_of_anybody_who_began_it_then(plan):
    his = given(given(plan, None, days=1), "liu", days=2)
    assert [begins(his, "sun", days) for days in (1.9, 2)] == [True, False]


def test_a_plan_that_stays_his_is_nobody_elses_and_forgets_after_a_week(plan):
    assert given(plan, "wang", days=1).until == {}
    later = given(given(plan, "liu", days=1), "liu", days=8)
    assert later.until == {}
    assert [*given(given(plan, "liu", days=1), "zhou", days=7.9).until] == ["wang", "liu"]
