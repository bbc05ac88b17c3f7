"""Which notices are needed no more: each is settled once, when its incident has moved on."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.facilities import ActionTimedOut, HazardWorsened
from functions.incidents.duty.rules import Pick
from functions.incidents.handling import driving, hearing, rules
from functions.incidents.news import REMEMBERED
from functions.incidents.teamwork import rules as teamwork
from functions.incidents.teamwork.model import Relief
from linli.errors import Refused

from .test_rules import ALLOWED, MOVES, act, action, at, dispatched, hazard, photo, sense

PLACE = "140105001001"


def asked(incident):
    return [one for one in incident.news.events if one.name() == "NoticeAsked"]


def settled(incident):
    """(kind, person) of what the last change settles."""
    said = [one for one in incident.news.events if one.name() == "NoticeSettled"]
    return [(incident.told[one.notice_id].kind, one.person) for one in said]


def worse(incident, minutes, **changes):
    return sense(incident, hazard(HazardWorsened, minutes, 9, **changes), NOW)


def undone(incident):
    return act(incident, action(ActionTimedOut), NOW)


def handled(incident):
    return rules.handle(incident, "li", "x", [photo()], ["e1"], at(2), tell="zhao")


NOW = at(1)
LI = [("dispatched", "li")]


def test_the_settling_names_the_notice_its_person_and_who_asked():
    told = dispatched()
    [ask] = asked(told)
    [event] = [
        one
        for one in rules.acknowledge(told, "li", 1, NOW).news.events
        if one.name() == "NoticeSettled"
    ]
    assert (event.notice_id, event.person, event.community) == (ask.notice_id, "li", PLACE)
    assert (event.about, event.asked_by) == (ask.about, ask.asked_by)


@pytest.mark.parametrize(
    "move",
    [
        lambda told: rules.acknowledge(told, "li", 1, NOW),
        lambda told: rules.late(told, told.deadline),
        lambda told: rules.pass_on(told, NOW),
        lambda told: rules.withdraw(told, NOW),
    ],
    ids=["acknowledged", "late", "unheard", "withdrawn"],
)
def test_who_was_told_to_take_it_is_not_telephoned_once_that_is_over(move):
    after = move(dispatched())
    assert settled(after) == LI
    assert after.telling == ()


def test_it_is_settled_once():
    taken = rules.acknowledge(dispatched(), "li", 1, NOW)
    assert settled(rules.reopen(taken, "zhao", "ill", NOW)) == []


def test_what_happens_within_a_stage_settles_nothing():
    told = dispatched()
    normal = sense(told, hazard(HazardWorsened, 1, 9), NOW)
    assert (settled(normal), len(normal.telling)) == ([], 2)
    heard = rules.late(rules.acknowledge(told, "li", 1, NOW), at(90))
    assert settled(heard) == []


def test_told_anew_the_older_of_its_kind_is_settled():
    once = rules.late(dispatched(stuck=True), at(5))
    assert settled(once) == [("stuck", "li")]
    assert settled(rules.late(once, at(15))) == [("stuck", "ops")]
    first = worse(dispatched(), 1)
    assert settled(worse(first, 2)) == [("worse", "li")]


def test_the_operator_hears_no_more_of_late_work_that_is_done():
    taken = rules.acknowledge(dispatched(), "li", 1, NOW)
    overdue = rules.late(taken, at(90))
    assert settled(overdue) == []
    assert settled(handled(overdue)) == [("overdue", "ops")]


def test_who_should_verify_hears_no_more_once_it_is_verified_or_sent_back():
    done = handled(rules.acknowledge(dispatched(), "li", 1, NOW))
    assert settled(rules.reopen(done, "zhao", "no", at(3))) == [("handled", "zhao")]


def test_who_takes_an_incident_still_hears_what_is_worse_and_to_be_done_by_hand():
    told = undone(worse(dispatched(), 1))
    taken = rules.acknowledge(told, "li", 1, NOW)
    assert settled(taken) == LI
    assert set(settled(handled(taken))) == {("worse", "li"), ("by-hand", "li")}


def test_whom_it_was_passed_over_hears_nothing_more_of_it():
    late = rules.late(undone(worse(dispatched(), 1)), at(6))
    assert set(settled(late)) == {*LI, ("worse", "li"), ("by-hand", "li")}
    slow = worse(late, 7)
    pick = Pick(2, "leader", "wang", stuck=False, vacant=())
    again = driving.dispatch(slow, pick, "ops", ALLOWED, at(8))
    assert settled(again) == [("worse", "li")]
    assert {again.told[one].person for one in again.telling} == {"wang"}


def test_of_what_has_ended_nobody_is_told_any_more():
    after = undone(rules.withdraw(dispatched(), NOW))
    assert (asked(after), after.telling) == ([], ())


def test_what_is_heard_of_a_notice_does_not_settle_it():
    from events.notify import NoticeDelivered

    told = dispatched()
    about = {"notice_id": told.told_of, "person": "li", "template": "t", "about": "i"}
    event = NoticeDelivered(community=PLACE, at=NOW, asked_by="incidents", channel="sms", **about)
    after = hearing.hear(told, event, NOW)
    assert (settled(after), after.telling) == ([], told.telling)
    assert settled(rules.acknowledge(after, "li", 1, NOW)) == LI


def test_an_incident_from_before_notices_were_kept_so_moves_on():
    assert (
        settled(rules.acknowledge(dispatched().model_copy(update={"telling": ()}), "li", 1, NOW))
        == []
    )


MORE = MOVES | {
    "unheard": lambda i, now: rules.pass_on(i, now) if i.stage == "dispatched" else None,
    "undone": lambda i, now: act(i, action(ActionTimedOut, f"a{i.entries}"), now),
    "withdraw": rules.withdraw,
    "reassign": lambda i, now: teamwork.reassign(i, "zhao", other(i), "ill", ALLOWED, now),
    "relieve": lambda i, now: teamwork.relieve(i, relief(i), now),
}
HIS = ("dispatched", "worse", "by-hand")


def other(incident):
    return "wang" if incident.assignee == "li" else "li"


def relief(incident):
    of = {"by": incident.assignee or "", "to": other(incident), "note": "", "incidents": ()}
    return Relief(id="0" * 26, community=PLACE, offered_at=NOW, **of)


@given(st.lists(st.tuples(st.sampled_from(sorted(MORE)), st.integers(0, 90)), max_size=60))
def test_each_notice_is_settled_once_and_of_each_kind_one_is_told_at_a_time(moves):
    incident, now, over = dispatched(), datetime(2026, 6, 1, 12, tzinfo=UTC), []
    asks = [one.notice_id for one in asked(incident)]
    for name, minutes in moves:
        now += timedelta(minutes=minutes)
        try:
            after = MORE[name](incident, now)
        except Refused:
            continue
        if after is None:
            continue
        if after.news:
            asks += [one.notice_id for one in asked(after)]
            over += [one.notice_id for one in after.news.events if one.name() == "NoticeSettled"]
        incident = after.model_copy(update={"news": None})
        kinds = [incident.told[one].kind for one in incident.telling]
        assert len(kinds) == len(set(kinds))
        told = [incident.told[one] for one in incident.telling]
        assert {one.person for one in told if one.kind in HIS} <= {incident.assignee}
        assert len(incident.told) <= REMEMBERED
        if incident.stage in rules.ENDED:
            assert incident.telling == ()
    assert len(over) == len(set(over))
    assert set(over) <= set(asks)
    left = set(asks) - set(over)
    assert left >= set(incident.telling)
    assert left == set(incident.telling) or len(asks) > REMEMBERED


def test_it_is_said_in_the_same_write_as_the_change_and_once(duty, hear, machine, person, told):
    from functions.incidents import store

    hear("HazardFound")
    [one] = store.incidents(PLACE, is_open=True, after="").items
    machine(one.id, "raised")
    for _ in range(2):
        assert person("li").post(f"{one.id}/acknowledgements", {"level": 1}, key="k" * 20)[0] == 201
    said = [detail for name, detail in told() if name == "NoticeSettled"]
    [ask] = [detail for name, detail in told() if name == "NoticeAsked"]
    assert [one["notice_id"] for one in said] == [ask["notice_id"]]
    assert store.incident(one.id).telling == ()
