"""The stages of an incident: what may follow what, and what each change leaves behind."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.facilities import (
    ActionAnswered,
    ActionOrdered,
    ActionTimedOut,
    HazardCleared,
    HazardFound,
    HazardWorsened,
)
from functions.incidents import tally
from functions.incidents.duty.rules import Pick
from functions.incidents.handling import driving, rules, sensing
from functions.incidents.model import Evidence
from functions.incidents.statutory import Graded
from linli.errors import Refused

PLACE = "140105001001"
NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
UNGRADED = Graded(grade=None, reason="no-table", at=NOON)
ALLOWED = {"acknowledge": 5, "handle": 30, "verify": 60, "close": 120, "repeat": 10}


def at(minutes):
    return NOON + timedelta(minutes=minutes)


def hazard(event, minutes=0, version=1, **changes):
    about = {"asset_id": "MH-1", "hazard_id": "h1", "kind": "manhole", "measure": "tilt_degrees"}
    limit = {"value": 17, "priority": "P2", "category": "A4.3", "limit_id": "l", "article": "a"}
    known = {"community": PLACE, "at": at(minutes), "version": version, "raises": "incident"}
    return event(**(known | about | limit | changes))


def action(event, action_id="a1", **more):
    about = {"hazard_id": "h1", "asset_id": "GV-1", "command": "close"}
    return event(community=PLACE, at=NOON, action_id=action_id, **about, **more)


def raised(**changes):
    return sensing.raise_for(hazard(HazardFound, **changes), NOON)


def dispatched(stuck=False):
    pick = Pick(1, "walker", "li", stuck=stuck, vacant=())
    return driving.dispatch(
        driving.judge(raised(), "1", UNGRADED, NOON), pick, "ops", ALLOWED, NOON
    )


def photo(**changes):
    about = {"id": "e1", "incident": "i", "by": "li", "content_type": "image/png"}
    times = {"offered_at": at(1), "until": at(60)}
    return Evidence(**(about | times | {"sha256": "ab"} | changes))


def acknowledged():
    return rules.acknowledge(dispatched(), "li", 1, at(1))


def handled():
    return rules.handle(acknowledged(), "li", "done", [photo()], ["e1"], at(2))


def sense(incident, event, now, allowed=ALLOWED):
    """What an event of its leading hazard makes of the incident."""
    before = tally.lead(incident)
    after = sensing.heard(before, event)
    return sensing.told(incident, before, after, allowed, now) if after else None


def act(incident, event, now=NOON):
    """What an event of a linked action of its leading hazard makes of the incident."""
    noted = sensing.acted(incident, incident.actions, event, now)
    return noted and noted.incident.model_copy(update={"actions": noted.actions})


def normal(incident, minutes=3):
    return sense(incident, hazard(HazardCleared, minutes, 9), at(minutes))


def verified():
    return rules.verify(normal(handled()), "wang", "seen", at(4))


def closed():
    return rules.close(verified(), "zhao", "lesson", at(5))


def asks(incident):
    """The notices that its last change asks for."""
    return [event for event in incident.news.events if event.name() == "NoticeAsked"]


def refusal(act, *arguments):
    with pytest.raises(Refused) as refused:
        act(*arguments)
    return refused.value.code, refused.value.status


def test_an_incident_is_judged_by_what_is_known_when_it_is_raised():
    judged = driving.judge(raised(), "20260601-0001", UNGRADED, NOON)
    assert (judged.priority, judged.grade, judged.grade_reason) == (
        "P2",
        None,
        "no-table",
    )
    assert judged.news.entry.graded == UNGRADED


@pytest.mark.parametrize(
    ("person", "level"), [("li", 0), ("li", 2), ("wang", 1)], ids=["older", "newer", "another"]
)
def test_an_acknowledgement_answers_the_last_dispatch_or_is_late(person, level):
    late = ("already-late", 409)
    assert refusal(rules.acknowledge, dispatched(), person, level, NOON) == late
    assert refusal(rules.acknowledge, rules.late(dispatched(), at(5)), "li", 1, at(5)) == late


def test_lateness_passes_an_incident_on():
    assert rules.late(dispatched(), at(5) - timedelta(seconds=1)) is None
    late = rules.late(dispatched(), at(5))
    assert (late.stage, late.deadline, late.news.entry.kind) == ("late", None, "late")
    assert [event.name() for event in late.news.events] == ["IncidentEscalated", "NoticeSettled"]
    assert rules.late(late, at(99)) is None


def test_the_token_stays_until_the_next_dispatch_takes_it_off():
    late = rules.late(driving.wait(dispatched(), "token"), at(5))
    assert late.token == "token"
    again = driving.dispatch(
        late, Pick(2, "leader", "wang", stuck=False, vacant=()), "ops", ALLOWED, at(5)
    )
    assert again.token is None


def test_where_nobody_is_left_the_operator_is_told_again_and_again():
    once = rules.late(dispatched(stuck=True), at(5))
    twice = rules.late(once, at(15))
    for told, due in ((once, at(15)), (twice, at(25))):
        assert (told.stage, told.due, told.level) == ("dispatched", due, 1)
        [ask] = asks(told)
        assert (ask.person, ask.template) == ("ops", "incidents.stuck")
    assert asks(once)[0].notice_id != asks(twice)[0].notice_id


@pytest.mark.parametrize("make", [acknowledged, handled, verified])
def test_late_work_is_marked_and_told_to_the_operator(make):
    incident = make()
    overdue = rules.late(incident, incident.deadline)
    assert (overdue.stage, overdue.overdue) == (incident.stage, True)
    assert overdue.due == overdue.deadline == incident.deadline + timedelta(minutes=10)
    assert [ask.person for ask in asks(overdue)] == ["ops"]


@pytest.mark.parametrize(
    "photos",
    [[], [photo(id="e2")], [photo(sha256=None)], [photo(offered_at=at(-1))]],
    ids=["none", "another's", "unconfirmed", "older"],
)
def test_nothing_is_handled_without_confirmed_evidence(photos):
    refused = refusal(rules.handle, acknowledged(), "li", "done", photos, ["e1"], at(2))
    assert refused == ("no-evidence", 409)
    assert refusal(rules.handle, acknowledged(), "li", "done", [photo()], [], at(2)) == refused


def test_nobody_judges_his_own_work_nor_against_the_sensor():
    assert refusal(rules.verify, normal(handled()), "li", "x", at(4)) == ("own-work", 403)
    assert refusal(rules.verify, handled(), "wang", "x", at(4)) == ("sensor-abnormal", 409)
    assert refusal(rules.close, verified(), "li", "x", at(5)) == ("own-work", 403)


def test_each_act_has_its_stage():
    wrong = ("wrong-stage", 409)
    assert refusal(rules.handle, dispatched(), "li", "x", [photo()], ["e1"], NOON) == wrong
    assert refusal(rules.verify, acknowledged(), "wang", "x", NOON) == wrong
    assert refusal(rules.close, handled(), "zhao", "x", NOON) == wrong
    assert refusal(rules.reopen, dispatched(), "zhao", "x", NOON) == wrong


def test_a_closed_incident_rests_once_its_execution_has_heard_and_can_be_reopened():
    assert closed().due is not None
    resting = driving.rest(closed())
    assert (resting.due, resting.token) == (None, None)
    again = rules.reopen(resting, "zhao", "it tilts", at(9))
    assert (again.stage, again.generation, again.handler, again.closed_at) == (
        "reopened",
        2,
        None,
        None,
    )
    assert again.due is not None
    assert rules.reopen(handled(), "zhao", "no", at(9)).generation == 1


def test_what_was_taken_and_cannot_be_done_is_sent_back():
    again = rules.reopen(acknowledged(), "zhao", "li is ill", at(9))
    assert (again.stage, again.assignee, again.generation) == ("reopened", None, 1)
    assert (again.first_level, again.level) == (1, 1)
    assert (again.news.entry.by, again.news.entry.note) == ("zhao", "li is ill")


def test_a_sensor_that_is_abnormal_again_reopens_what_was_verified():
    worse = hazard(HazardWorsened, 20, 12, priority="P1")
    again = sense(verified(), worse, at(20))
    assert (again.stage, again.priority, again.sensor.normal) == ("reopened", "P1", False)


# raised at 0, MH1: the barrier stands within 30 minutes of that, whoever takes it and when
TAKEN = [  # taken at, minutes to handle, minutes to secure, late at
    (1, 30, 30, 30),
    (14, 30, 30, 30),  # two were told before
    (14, 10, 30, 24),
    (40, 30, 30, 30),  # late already
    (14, 30, None, 44),  # P2, P3 and P4 have no such row
]


@pytest.mark.parametrize(("taken", "handle", "secure", "late"), TAKEN)
def test_a_hazard_is_secured_in_time_from_its_raising_however_often_it_was_passed_on(
    taken, handle, secure, late
):
    allowed = ALLOWED | {"handle": handle} | ({"secure": secure} if secure else {})
    told = dispatched().model_copy(update={"allowed": allowed})
    assert rules.acknowledge(told, "li", 1, at(taken)).deadline == at(late)


def test_what_is_sent_back_untouched_gets_no_more_time_and_a_new_round_does():
    allowed = ALLOWED | {"secure": 30}

    def again(incident, minutes):
        back = rules.reopen(incident.model_copy(update={"allowed": allowed}), "zhao", "x", at(20))
        pick = Pick(2, "leader", "wang", stuck=False, vacant=())
        told = driving.dispatch(back, pick, "ops", allowed, at(20))
        return rules.acknowledge(told, "wang", 2, at(minutes)).deadline

    assert again(acknowledged(), 22) == at(30)
    assert again(handled(), 22) == at(50)


def test_what_becomes_urgent_is_to_be_secured_from_then_on():
    strict = ALLOWED | {"handle": 60, "secure": 30}
    slow = acknowledged().model_copy(update={"deadline": at(240), "due": at(240)})
    worse = sense(slow, hazard(HazardWorsened, 100, 2, priority="P1"), at(100), strict)
    assert (worse.deadline, worse.due) == (at(130), at(130))


def test_a_worse_hazard_leaves_less_time_never_more():
    incident = driving.wait(dispatched(), "token")
    strict = ALLOWED | {"acknowledge": 2}
    worse = sense(incident, hazard(HazardWorsened, 1, 2, priority="P1"), at(1), strict)
    assert (worse.priority, worse.deadline, worse.due) == ("P1", at(3), at(3))
    same = sense(incident, hazard(HazardWorsened, 1, 2, value=30.0), at(1), strict)
    assert (same.priority, same.value, same.deadline) == ("P2", 30.0, at(5))


SAID = [
    hazard(HazardFound, 0, 1),
    hazard(HazardWorsened, 1, 2, value=40.0),
    hazard(HazardCleared, 2, 3),
    hazard(HazardWorsened, 3, 4, priority="P1"),
    hazard(HazardCleared, 4, 5),
]


@given(st.permutations([*SAID, *SAID]))
def test_whatever_the_order_of_a_sensors_facts_the_newest_holds(heard):
    incident = None
    for fact in heard:
        if incident is None:
            incident = sensing.raise_for(fact, NOON)
        else:
            incident = sense(incident, fact, NOON) or incident
    assert (incident.sensor.normal, incident.sensor.at) == (True, at(4))
    assert incident.id == sensing.incident_of("h1")


def test_a_mere_hazard_is_no_incident():
    assert raised(raises="hazard") is None


@given(
    st.permutations(
        [
            action(ActionOrdered),
            action(ActionOrdered),
            action(ActionTimedOut),
            action(ActionTimedOut),
            action(ActionAnswered, "a2", outcome="done"),
            action(ActionOrdered, "a2"),
        ]
    )
)
def test_an_action_left_undone_is_handed_to_a_person_once(heard):
    incident, told = dispatched(), []
    for fact in heard:
        if after := act(incident, fact):
            incident = after
            told += asks(after)
    assert [job.action_id for job in incident.by_hand] == ["a1"]
    assert [(ask.person, ask.template) for ask in told] == [("li", "incidents.by-hand")]
    ordered = {f"ordered {fact.action_id}": "ordered" for fact in heard if is_order(fact)}
    assert incident.actions == {"a1": "timed_out", "a2": "done"} | ordered


def is_order(fact):
    return isinstance(fact, ActionOrdered)


def test_who_is_dispatched_hears_what_must_be_done_by_hand():
    judged = driving.judge(raised(), "1", UNGRADED, NOON)
    undone = act(judged, action(ActionTimedOut))
    pick = Pick(1, "walker", "li", stuck=False, vacant=("x",))
    told = driving.dispatch(undone, pick, "ops", ALLOWED, NOON)
    templates = [ask.template for ask in asks(told)]
    assert templates == ["incidents.dispatched", "incidents.by-hand"]
    assert told.news.entry.note == "vacant: x"


MOVES = {
    "judge": lambda i, now: driving.judge(i, "1", UNGRADED, now) if i.stage == "raised" else None,
    "dispatch": lambda i, now: (
        driving.dispatch(i, Pick(i.level + 1, "p", "li", i.level > 2, ()), "ops", ALLOWED, now)
        if i.stage in driving.TO_DISPATCH
        else None
    ),
    "wait": lambda i, now: driving.wait(i, "t") if i.stage in rules.ENDS_WITH else None,
    "late": rules.late,
    "acknowledge": lambda i, now: rules.acknowledge(i, "li", i.level, now),
    "handle": lambda i, now: rules.handle(i, "li", "x", [photo(offered_at=now)], ["e1"], now),
    "verify": lambda i, now: rules.verify(i, "wang", "x", now),
    "close": lambda i, now: rules.close(i, "zhao", "x", now),
    "reopen": lambda i, now: rules.reopen(i, "zhao", "x", now),
    "clear": lambda i, now: sense(i, moved(HazardCleared, now), now),
    "worsen": lambda i, now: sense(i, moved(HazardWorsened, now), now),
    "undone": lambda i, now: act(i, action(ActionTimedOut), now),
}


def moved(event, now):
    return hazard(event).model_copy(update={"at": now, "version": 7})


@given(st.lists(st.tuples(st.sampled_from(sorted(MOVES)), st.integers(0, 90)), max_size=40))
def test_whatever_happens_an_open_incident_has_a_due_and_its_facts_no_gap(moves):
    incident, now, facts = raised(), NOON, [1]
    for name, minutes in moves:
        now += timedelta(minutes=minutes)
        try:
            after = MOVES[name](incident, now)
        except Refused:
            continue
        if after is None:
            continue
        if after.news:
            facts.append(after.news.entry.seq)
        incident = after.model_copy(update={"news": None})
        assert incident.due is not None
        assert incident.deadline is None or incident.due <= max(
            incident.deadline, now + rules.GRACE
        )
        assert (incident.stage in rules.ENDS_WITH) == (incident.deadline is not None)
    assert facts == list(range(1, len(facts) + 1))
    assert incident.entries == len(facts)
