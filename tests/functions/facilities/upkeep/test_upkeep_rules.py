"""Fifteen days, months at their ends, and what is late by the clock on the wall."""

from datetime import UTC, date, datetime, timedelta

import pytest

from functions.facilities.assets.known import KEPT_UP
from functions.facilities.assets.model import Asset
from functions.facilities.ledger.model import Category
from functions.facilities.upkeep import rules
from functions.facilities.upkeep.model import Row, Span
from linli.rows import rows
from linli.texts import say
from linli.wall import CHINA

ROWS = rows("facilities", "upkeep", Row)
DAY = timedelta(days=1)
HERE = "140105001001"


def wall(*at):
    return datetime(*at, tzinfo=CHINA)


def asset(kind="elevator", **more):
    about = {"id": "EL-001", "community": HERE, "kind": kind, "name": "x", "address": "x"}
    return Asset.model_validate({**about, "point": {"lat": 37.8, "lon": 112.5}, **more})


def row(name):
    return next(one for one in ROWS if one.id == name)


def standing(name, last=None, **more):
    of, now = asset(**more), wall(2026, 11, 1, 9)
    duty = rules.begun(row(name), of, now)
    duty = duty.model_copy(update={"last_done": last})
    return rules.reckon(duty, row(name), of, now)


@pytest.mark.parametrize(
    ("now", "late"),
    [
        (wall(2026, 11, 16, 23, 59), False),  # done on the 1st: 15 days on, the day is not over
        (wall(2026, 11, 17), True),
        (datetime(2026, 11, 16, 15, 59, tzinfo=UTC), False),
        (datetime(2026, 11, 16, 16, tzinfo=UTC), True),  # the wall's midnight
    ],
)
def test_a_lift_is_maintained_within_fifteen_days_the_last_one_included(now, late):
    duty = standing("LF1", last=date(2026, 11, 1))
    assert duty.due == date(2026, 11, 16)
    assert duty.look_at == wall(2026, 11, 17)
    assert rules.is_late(duty, now) is late
    assert rules.stage(duty, row("LF1"), now) == ("overdue" if late else "due-soon")


@pytest.mark.parametrize(
    ("last", "months", "due"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
        (date(2027, 3, 31), -1, date(2027, 2, 28)),
        (date(2027, 1, 31), -1, date(2026, 12, 31)),
    ],
)
def test_months_end_on_the_last_day_of_one_that_has_no_such_day(last, months, due):
    if months > 0:
        assert rules.later(last, Span(months=months)) == due
    else:
        assert rules.earlier(last, Span(months=-months)) == due


def test_of_what_nobody_knows_the_first_counts_from_its_registration_or_installation():
    assert standing("LF1").due == date(2026, 11, 16)
    assert standing("LF1", installed=date(2026, 11, 20)).due == date(2026, 12, 5)
    assert standing("LF1", installed=date(2015, 1, 1)).due == date(2026, 11, 16)


def test_an_inspection_is_due_as_its_last_one_said_and_asked_for_a_month_before():
    duty = standing("LF3", inspection_due=date(2027, 3, 31))
    assert duty.due == date(2027, 3, 31)
    assert duty.look_at == wall(2027, 2, 28)
    assert not rules.to_remind(duty, row("LF3"), wall(2027, 2, 27, 23, 59))
    assert rules.to_remind(duty, row("LF3"), wall(2027, 2, 28))
    after, told = rules.remind(duty, row("LF3"), ["chen"], wall(2027, 2, 28))
    assert [one.person for one in told] == ["chen"]
    assert not rules.to_remind(after, row("LF3"), wall(2027, 3, 1))
    assert after.look_at == wall(2027, 4, 1)


def test_an_inspection_of_which_nobody_knows_when_is_never_late():
    duty = standing("LF3")
    assert (duty.due, duty.look_at) == (None, None)
    assert rules.stage(duty, row("LF3"), wall(2040, 1, 1)) == "planned"


@pytest.mark.parametrize("state", ["out_of_service", "retired"])
def test_what_is_not_in_use_is_never_late_and_late_again_once_it_is(state):
    now = wall(2026, 12, 24, 9)
    duty, _ = rules.late(standing("LF1", last=date(2026, 11, 1)), row("LF1"), "h", [], now)
    stopped = asset(state=state, reason="x")
    idle = rules.reckon(duty, row("LF1"), stopped, now)
    assert not rules.is_late(idle, now)
    assert (idle.overdue, idle.hazard_id, idle.look_at) == (False, None, None)
    again = rules.reckon(idle, row("LF1"), asset(), now)
    assert rules.is_late(again, now)
    assert again.look_at == wall(2026, 11, 17)
    assert rules.hazard_id(again) != rules.hazard_id(standing("LF1"))


def test_what_is_overdue_is_said_once():
    now = wall(2026, 11, 17)
    duty, told = rules.late(standing("LF1", last=date(2026, 11, 1)), row("LF1"), "h", ["chen"], now)
    assert [one.name() for one in told] == ["UpkeepOverdue", "NoticeAsked"]
    assert duty.look_at is None
    assert rules.reckon(duty, row("LF1"), asset(), now + 30 * DAY) == duty


def test_a_row_that_is_in_force_no_more_asks_for_nothing():
    assert rules.of_kind(ROWS, "elevator", wall(2009, 4, 30)) == []
    assert [one.id for one in rules.of_kind(ROWS, "elevator", wall(2026, 1, 1))] == [
        "LF1",
        "LF3",
        "LF4",
    ]
    idle = rules.reckon(standing("LF1"), None, asset(), wall(2026, 12, 31))
    assert (idle.idle, idle.look_at) == (True, None)


def test_rows_are_known_by_one_id_have_words_and_a_category():
    assert {one.kind for one in ROWS} == KEPT_UP
    ids = [(one.id, one.effective_from) for one in ROWS]
    assert len(ids) == len(set(ids))
    in_force = [(one.kind, one.what) for one in ROWS]
    assert len(in_force) == len(set(in_force))  # else two would be one hazard of an asset
    known = {one.id for one in rows("facilities", "categories", Category)}
    assert {f"upkeep_{one.what}" for one in ROWS} <= known
    assert all(say("facilities", f"upkeep-{one.id}", "zh") != f"upkeep-{one.id}" for one in ROWS)
    assert {one.id for one in ROWS if one.mark == "C"} == {"LF1", "LF3", "FI1"}
