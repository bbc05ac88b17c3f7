"""Who is told of an incident that went to another person: only that one, of all that is open."""

import pytest

from events.facilities import ActionAssigned, ActionTimedOut
from functions.incidents.handling import rules as handling
from functions.incidents.news import fact, notice
from functions.incidents.teamwork import rules
from functions.incidents.teamwork.model import Relief
from tests.functions.incidents.conftest import PLACE
from tests.functions.incidents.test_rules import ALLOWED, NOON, act, action, asks, at, dispatched
from tests.functions.incidents.test_settling import settled, worse

RELIEF = Relief(
    id="0" * 26, community=PLACE, by="li", to="wang", note="", incidents=(), offered_at=NOON
)


def take(incident):
    return handling.acknowledge(incident, "li", 1, at(1))


def reassign(incident):
    return rules.reassign(incident, "li", "wang", "called away", ALLOWED, at(91))


def relieve(incident):
    return rules.relieve(incident, RELIEF, at(91))


PASSED = pytest.mark.parametrize("on", [reassign, relieve])


def undone(incident, event=ActionTimedOut):
    return act(incident, action(event), at(1))


def kinds(incident):
    """(kind, person) of what the last change asks for."""
    return {(incident.told[one.notice_id].kind, one.person) for one in asks(incident)}


@PASSED
@pytest.mark.parametrize("taken", [take, lambda told: told], ids=["taken", "dispatched"])
def test_the_former_is_told_no_more_and_the_other_of_what_is_to_be_done_by_hand(on, taken):
    before = undone(worse(taken(dispatched()), 1))
    after = on(before)
    assert {*settled(after)} == {(before.told[one].kind, "li") for one in before.telling}
    assert {after.told[one].person for one in after.telling} == {"wang"}
    again = {("dispatched", "wang")} if after.stage == "dispatched" else set()
    assert kinds(after) == {("by-hand", "wang")} | again


@PASSED
def test_of_nothing_to_be_done_by_hand_nobody_is_told(on):
    assert ("by-hand", "wang") not in kinds(on(take(dispatched())))


@pytest.mark.parametrize(("on", "told"), [(reassign, False), (relieve, True)])
def test_what_was_for_people_from_the_start_is_told_who_need_not_acknowledge(on, told):
    after = on(undone(take(dispatched()), ActionAssigned))
    assert (("by-hand", "wang") in kinds(after)) is told


def test_the_operator_hears_no_more_of_late_work_whose_time_begins_anew():
    late = handling.late(take(dispatched()), at(90))
    assert settled(reassign(late)) == [("overdue", "ops")]
    assert settled(relieve(late)) == []
    stuck = handling.late(dispatched(stuck=True), at(5))
    assert settled(reassign(stuck)) == [("stuck", "ops")]


@PASSED
def test_what_he_was_asked_not_as_the_assignee_stays(on):
    before = take(dispatched())
    waits = fact(before, "action", at(1), notices=[notice(before, "to-confirm", "li", at(1))])
    assert settled(on(waits)) == []


def test_twice_is_as_once(duty, hear, machine, person, told):
    from functions.incidents import store

    wang, zhao = person("wang"), person("zhao")
    hear("HazardFound")
    [one] = store.incidents(PLACE, is_open=True, after="").items
    machine(one.id, "raised")
    job = {"hazard_id": one.hazard_id, "asset_id": "GV-1", "command": "close", "action_id": "a1"}
    hear.told("ActionTimedOut", community=PLACE, **job)
    body = {"to": "wang", "reason": "called away"}
    for _ in range(2):
        assert zhao.post(f"{one.id}/reassignments", body, key="key-0000001")[0] == 201
    relief = wang.post("reliefs", {"community": PLACE, "to": "zhao"})[1]
    for _ in range(2):
        assert zhao.post(f"reliefs/{relief['id']}/acceptances")[0] == 201
    over = [detail["notice_id"] for name, detail in told() if name == "NoticeSettled"]
    told_of = [detail for name, detail in told() if name == "NoticeAsked"]
    by_hand = [each for each in told_of if each["template"] == "incidents.by-hand"]
    assert [each["person"] for each in by_hand] == ["li", "wang", "zhao"]
    assert len(over) == len(set(over))
    left = [each["person"] for each in told_of if each["notice_id"] not in over]
    assert {*left} == {"zhao"}
