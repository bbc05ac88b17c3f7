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
        rules.begin(plan, person, None, NOON + timedelta(days=days))
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
    assert not begins(given(plan, "wang", days=1), "liu", days=0)
    later = given(given(plan, "liu", days=1), "liu", days=8)
    assert not begins(later, "wang", days=0)
    kept = given(given(plan, "liu", days=1), "zhou", days=7.9)
    assert [one.person for one in kept.former] == ["wang", "liu"]


def test_a_route_is_known_by_the_version_of_the_plan_and_without_one_by_the_time(plan):
    def turned(plan, asset, days):
        walk = PlanRevision(title="t", row=plan.row, route=[asset], person="wang")
        after = rules.revise(plan, walk, plan.version, PATROL, NOON + timedelta(days=days))
        return after.model_copy(update={"version": plan.version + 2})  # overdue, too, since then

    twice = turned(turned(plan, "HY-2", days=1), "HY-3", days=2)

    def route(version, days):
        [asset] = rules.begin(twice, "wang", version, NOON + timedelta(days=days)).route
        return asset

    assert [route(one, days=9) for one in (1, 2, 3, 4, 5)] == ["HY-1", *["HY-2"] * 2, *["HY-3"] * 2]
    assert [route(None, days) for days in (0.9, 1, 1.9, 2)] == ["HY-1", "HY-2", "HY-2", "HY-3"]


DAILY = next(one for one in ROWS if one.id == "PA1-fire-lanes")
HALF_YEARLY = next(one for one in ROWS if one.id == "PA1-tanks")


@pytest.mark.parametrize(
    ("row", "before", "days", "overdue"),
    [
        (DAILY, {"deadline": NOON + timedelta(days=30)}, 1, False),
        (HALF_YEARLY, {"deadline": NOON + timedelta(days=2)}, 2, False),
        (DAILY, {"deadline": NOON - timedelta(days=2), "overdue": True}, -2, True),
        (PATROL, {"walked_at": NOON - timedelta(days=2), "overdue": True}, 28, False),
        (DAILY, {"walked_at": NOON - timedelta(days=2), "overdue": True}, -1, True),
    ],
)
def test_another_row_counts_from_the_last_patrol_or_from_now(plan, row, before, days, overdue):
    plan = plan.model_copy(update={"row": "PA1-lamps", **before})
    walk = PlanRevision(title="t", row=row.id, route=plan.route)
    after = rules.revise(plan, walk, 1, row, NOON)
    assert (after.deadline - NOON, after.overdue) == (timedelta(days=days), overdue)


def test_a_plan_keeps_so_many_former_routes_that_its_row_can_hold_them(plan):
    for hour in range(rules.MOST + 2):
        plan = given(plan, "wang", days=hour / 24)
    assert len(plan.former) == rules.MOST
    assert plan.former[-1].until == NOON + timedelta(hours=rules.MOST + 1)
