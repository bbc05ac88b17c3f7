"""What reports and receipts make of a notice, in whatever order they come."""

from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.notify.notices import rules
from functions.notify.notices.model import Attempt, Notice, Step

NOON = datetime(2026, 6, 1, 4, tzinfo=UTC)
LATER = NOON + timedelta(seconds=30)
OUTCOMES = ["accepted", "failed", "expired", "delivered", "answered"]


def attempt(number=1, channel="sms", **changes):
    about = {"notice_id": "1", "person": "li", "planned_at": NOON}
    return Attempt(number=number, channel=channel, **about, **changes)


def notice(flying=(1,), steps=(("voice", 60), ("unheard", 120)), **changes):
    coming = [Step(at=NOON + timedelta(seconds=s), channel=channel) for channel, s in steps]
    known = {
        "id": "1",
        "person": "li",
        "community": "140105001001",
        "template": "a.b",
        "kind": "info",
        "urgency": "P1",
        "about": "it#1",
        "asked_by": "a",
        "at": NOON,
        "zh": "文",
        "en": "Text",
        "expires_at": NOON + timedelta(hours=1),
        "steps": tuple(coming),
        "due": coming[0].at if coming else None,
        "attempts": len(flying),
        "flying": flying,
    }
    return Notice(**(known | changes))


def said(notice):
    return [(event.name(), event.channel) for event in notice.news.events]


def hear(notice, attempts, reports, now=LATER):
    """The notice and its attempts after reports of (number, outcome)."""
    for number, outcome in reports:
        before = attempts[number]
        notice = rules.heard(notice, before, outcome, now)
        attempts = attempts | {number: rules.reported(before, outcome, now)}
    return notice, attempts


def test_a_delivery_is_said_once_and_stops_nothing():
    after, _ = hear(notice(), {1: attempt()}, [(1, "delivered"), (1, "delivered")])
    assert said(after) == [("NoticeDelivered", "sms")]
    assert after.due == NOON + timedelta(seconds=60)
    assert after.flying == ()


def test_a_failure_after_the_delivery_changes_nothing_back():
    after, attempts = hear(notice(), {1: attempt()}, [(1, "delivered"), (1, "failed")])
    assert (attempts[1].state, after.due) == ("delivered", NOON + timedelta(seconds=60))


def test_a_failure_that_turns_out_to_be_a_delivery_is_one():
    after, attempts = hear(notice(), {1: attempt()}, [(1, "failed"), (1, "delivered")])
    assert (attempts[1].state, after.delivered_at) == ("delivered", LATER)


def test_where_nothing_arrived_the_next_step_need_not_wait():
    after, _ = hear(notice(), {1: attempt()}, [(1, "failed")])
    assert (after.due, after.steps[0].channel) == (LATER, "voice")
    assert after.steps[1].at == NOON + timedelta(seconds=120)


def test_the_failure_of_an_old_attempt_hurries_nothing_while_a_newer_is_under_way():
    called = notice(flying=(1, 2), steps=[("unheard", 120)])
    both = {1: attempt(), 2: attempt(2, "voice")}
    after, _ = hear(called, both, [(1, "failed")])
    assert after.due == NOON + timedelta(seconds=120)
    after, _ = hear(called, both, [(1, "failed"), (2, "failed")])
    assert after.due == LATER


def test_the_late_delivery_of_an_old_attempt_does_not_stop_the_newer_steps():
    called = notice(flying=(1, 2), steps=[("unheard", 120)])
    after, _ = hear(called, {1: attempt(), 2: attempt(2, "voice")}, [(1, "delivered")])
    assert (after.due, after.flying) == (NOON + timedelta(seconds=120), (2,))


def test_where_something_arrived_a_failure_hurries_nothing():
    called = notice(flying=(2,), steps=[("unheard", 120)], delivered_at=NOON)
    after, _ = hear(called, {2: attempt(2, "voice")}, [(2, "failed")])
    assert after.due == NOON + timedelta(seconds=120)


def test_a_key_pressed_on_the_telephone_answers_it():
    after, _ = hear(notice(), {1: attempt(channel="voice")}, [(1, "answered")])
    assert said(after) == [("NoticeAnswered", "voice")]
    assert (after.read_at, after.delivered_at, after.answered_at) == (LATER, LATER, LATER)
    assert (after.steps, after.due) == ((), None)


@pytest.mark.parametrize(("code", "key"), [("key-2", "2"), ("", ""), ("busy", "")])
def test_which_key_it_was_is_said_where_the_supplier_says_so(code, key):
    after = rules.heard(notice(), attempt(channel="voice"), "answered", LATER, code)
    assert after.news.events[-1].key == key


def test_what_is_read_needs_no_more_steps_and_a_late_delivery_is_no_news():
    after = rules.deliver(rules.read(notice(), LATER), LATER, "inbox")
    assert said(after) == [("NoticeRead", "inbox")]
    assert (after.delivered_at, after.steps) == (LATER, ())
    assert after.due == after.expires_at  # the attempt is still to end
    assert rules.read(after, LATER + timedelta(hours=1)) is after


def test_an_answer_after_reading_is_said_and_a_second_is_not():
    after = rules.answer(rules.read(notice(), LATER), LATER, "inbox")
    assert said(after) == [("NoticeRead", "inbox"), ("NoticeAnswered", "inbox")]
    assert rules.answer(after, LATER, "voice") is after


def test_what_was_given_up_may_still_be_read_and_that_is_said():
    over = notice(steps=[], why="unread", unheard_at=NOON)
    after = rules.read(over, LATER)
    assert (said(after), after.steps) == ([("NoticeRead", "inbox")], ())


def test_a_failure_after_the_end_brings_nothing_back():
    over = notice(steps=[], why="unread", unheard_at=NOON)
    after, _ = hear(over, {1: attempt()}, [(1, "failed")])
    assert (after.due, after.steps, said(after)) == (None, (), [])


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_the_same_report_twice_is_one(outcome):
    once = hear(notice(), {1: attempt()}, [(1, outcome)])
    assert hear(notice(), {1: attempt()}, [(1, outcome)] * 2) == once


def test_what_is_settled_is_not_read_and_has_no_more_steps():
    after = rules.settle(notice(), LATER)
    assert (after.steps, after.read_at, said(after)) == ((), None, [])
    assert after.due == after.expires_at  # the attempt is still to end
    assert rules.settle(after, LATER + timedelta(hours=1)) is after


def test_an_attempt_is_dated_by_its_first_news():
    accepted = rules.reported(attempt(), "accepted", NOON)
    ended = rules.reported(accepted, "delivered", LATER)
    assert (ended.accepted_at, ended.ended_at) == (NOON, LATER)
    assert rules.reported(attempt(), "failed", LATER).accepted_at is None
    assert rules.reported(ended, "accepted", LATER) is ended


@given(st.lists(st.sampled_from(OUTCOMES), max_size=6))
def test_an_attempt_ends_the_same_whatever_the_order(outcomes):
    states = set()
    for order in list(permutations(outcomes))[:120]:
        one = attempt()
        for outcome in order:
            one = rules.reported(one, outcome, LATER)
        states.add(one.state)
        assert (one.ended_at is None) == (one.state in ("planned", "accepted"))
    assert len(states) == 1


reports = st.lists(st.tuples(st.integers(1, 3), st.sampled_from(OUTCOMES)), max_size=6)


RECEIPTS = ["deliver", "read", "answer", "settle"]


@given(reports, st.lists(st.sampled_from(RECEIPTS), max_size=4), st.data())
def test_a_notice_knows_the_same_whatever_the_order(reported, receipts, data):
    """Reports of three attempts and receipts of the person, as they came and shuffled."""
    events = [*(("report", *one) for one in reported), *((one,) for one in receipts)]
    shuffled = data.draw(st.permutations(events))
    assert _known(_after(events)) == _known(_after(shuffled))


@given(reports)
def test_each_fact_is_said_at_most_once_and_nothing_is_put_off(reported):
    after = _after([("report", *one) for one in reported])
    names = [name for name, _ in said(after)]
    assert len(names) == len(set(names))
    assert (after.due is None) == (after.steps == after.flying == ())
    if any(outcome == "answered" for _, outcome in reported):
        assert after.steps == ()
    else:
        assert [step.channel for step in after.steps] == ["voice", "unheard"]
        assert after.due <= NOON + timedelta(seconds=60)


def _after(events):
    one = notice(flying=(1, 2, 3))
    attempts = {number: attempt(number) for number in (1, 2, 3)}
    for kind, *rest in events:
        if kind == "report":
            one, attempts = hear(one, attempts, [tuple(rest)])
        elif kind == "read":
            one = rules.read(one, LATER)
        elif kind == "deliver":
            one = rules.deliver(one, LATER, "inbox")
        elif kind == "settle":
            one = rules.settle(one, LATER)
        else:
            one = rules.answer(one, LATER, "inbox")
    return one


def _known(one):
    times = one.delivered_at, one.read_at, one.answered_at, one.settled_at
    return *map(bool, times), one.flying, [step.channel for step in one.steps], bool(one.due)
