"""What notify makes known of a notice: a line of the timeline once, and nobody waits in vain."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.functions.incidents import working

PLACE = "140105001001"


@pytest.fixture
def one(duty, hear, machine):
    """An incident that waits for li, who was told first."""
    return working.found(hear, machine)


def ungraded(at):
    from functions.incidents.statutory import Graded

    return Graded(grade=None, reason="no-table", at=at)


def facts(one):
    from functions.incidents import store

    return [(f.kind, f.by, f.level) for f in store.timeline(store.incident(one))]


def stored(one):
    from functions.incidents import store

    return store.incident(one)


def test_that_a_notice_arrived_was_read_and_answered_is_on_the_timeline_once(one, asks, answered):
    [ask] = asks("li")
    for name in ("NoticeDelivered", "NoticeRead", "NoticeAnswered") * 2:
        answered(name, ask)
    told = [("told-delivered", "li", 1), ("told-read", "li", 1), ("told-answered", "li", 1)]
    assert facts(one)[3:] == told
    assert stored(one).stage == "dispatched"


def test_a_fact_that_says_less_than_is_known_says_nothing(one, asks, answered):
    [ask] = asks("li")
    for name in ("NoticeAnswered", "NoticeDelivered", "NoticeRead"):
        answered(name, ask)
    assert [kind for kind, _, _ in facts(one)[3:]] == ["told-answered"]


def test_of_a_notice_that_was_not_asked_for_nothing_is_heard(one, asks, answered):
    [ask] = asks("li")
    before = facts(one)
    answered("NoticeRead", ask | {"notice_id": "0" * 26})
    answered("NoticeUnheard", ask | {"notice_id": "0" * 26})
    assert facts(one) == before


@pytest.mark.parametrize("why", ["unread", "undelivered", "person-left"])
def test_who_did_not_hear_is_passed_over_at_once_and_only_once(
    one, asks, answered, states, machine, why
):
    [ask] = asks("li")
    assert ask["escalate"]
    for _ in range(2):
        answered("NoticeUnheard", ask, why=why)
    assert states.answered[-1][1] == "late"
    assert facts(one)[3:] == [("late", None, 1)]
    from functions.incidents import store

    assert store.timeline(stored(one))[-1].note == why
    machine(one, "late")
    assert (stored(one).level, stored(one).assignee) == (2, "wang")
    answered("NoticeUnheard", ask)  # of the dispatch before
    assert (stored(one).stage, stored(one).level) == ("dispatched", 2)


def test_who_has_acknowledged_is_not_passed_over(one, asks, answered, person):
    [ask] = asks("li")
    assert person("li").post(f"{one}/acknowledgements", {"level": 1})[0] == 201
    answered("NoticeUnheard", ask)
    assert (stored(one).stage, stored(one).assignee) == ("acknowledged", "li")


def test_where_nobody_is_left_the_operator_stays(one, asks, answered, machine, sweep, advance):
    for _ in range(3):
        advance(PLACE, 301)
        sweep()
        machine(one, "late")
    [ask] = asks("ops")
    assert not ask["escalate"]
    answered("NoticeUnheard", ask)
    assert (stored(one).stage, stored(one).stuck) == ("dispatched", True)


def test_what_is_not_urgent_is_not_escalated(duty, hear, machine, asks):
    from functions.incidents import store

    hear("HazardFound", priority="P3")
    [incident] = store.incidents(PLACE, is_open=True, after="").items
    machine(incident.id, "raised")
    [ask] = asks("li")
    assert (ask["escalate"], ask["urgency"]) == (False, "P3")


@pytest.mark.parametrize(("priority", "escalates"), [("P1", False), ("P2", True)])
def test_a_chain_with_its_own_minutes_to_acknowledge_keeps_to_them(
    duty, hear, machine, asks, priority, escalates
):
    from functions.incidents import store
    from functions.incidents.duty import store as duties

    own = {"minutes": {"acknowledge": {"P1": 60}, "handle": {"P2": 90}}}
    duties.put(duties.chain(PLACE).model_copy(update=own), 1)
    hear("HazardFound", priority=priority)
    [incident] = store.incidents(PLACE, is_open=True, after="").items
    machine(incident.id, "raised")
    assert [ask["escalate"] for ask in asks("li")] == [escalates]


def test_only_the_latest_notices_are_remembered(incident):
    from functions.incidents.duty.rules import Pick
    from functions.incidents.handling import driving, rules
    from functions.incidents.news import REMEMBERED

    now = incident().raised_at
    judged = driving.judge(incident(), "1", ungraded(now), now)
    minutes = {"acknowledge": 1, "repeat": 1}
    last = Pick(1, "operator", "ops", stuck=True, vacant=())
    told = driving.dispatch(judged, last, "ops", minutes, now)
    for _ in range(REMEMBERED + 5):
        told = rules.late(told, told.deadline)
    assert len(told.told) == REMEMBERED
    assert {one.kind for one in told.told.values()} == {"stuck"}


def test_an_asset_that_looks_like_a_telephone_is_not_named_but_somebody_is_told(incident):
    from functions.incidents import news

    odd = incident(subject="MH-17000000001", number="20260601-0001")
    ask = news.notice(odd, "dispatched", "li", odd.raised_at)
    assert ask.variables["subject"] == "manhole"


NAMES = st.lists(st.sampled_from(["NoticeDelivered", "NoticeRead", "NoticeAnswered"]), max_size=8)


@given(NAMES)
def test_whatever_is_heard_in_whatever_order_each_is_one_line_and_knowledge_only_grows(heard):
    from datetime import UTC, datetime

    from events import notify
    from functions.incidents.duty.rules import Pick
    from functions.incidents.handling import driving, hearing, sensing
    from tests.functions.incidents.conftest import HAZARD

    now = datetime(2026, 6, 1, 12, tzinfo=UTC)
    from events.facilities import HazardFound

    found = HazardFound.model_validate({**HAZARD, "at": now})
    incident = driving.judge(sensing.raise_for(found, now), "1", ungraded(now), now)
    first = Pick(1, "walker", "li", stuck=False, vacant=())
    incident = driving.dispatch(incident, first, "ops", {"acknowledge": 5}, now)
    about = {"notice_id": incident.told_of, "person": "li", "template": "incidents.dispatched"}
    asked = {"about": f"incident#{incident.id}", "asked_by": "incidents", "channel": "sms"}
    lines = []
    for name in heard:
        event = getattr(notify, name)(community=PLACE, at=now, **about, **asked)
        after = hearing.hear(incident, event, now)
        lines += [after.news.entry.kind] if after else []
        incident = after or incident
    ranks = ["told-delivered", "told-read", "told-answered"]
    assert lines == sorted(set(lines), key=ranks.index)
    if heard:
        order = ["NoticeDelivered", "NoticeRead", "NoticeAnswered"]
        assert lines[-1] == ranks[max(order.index(name) for name in heard)]
