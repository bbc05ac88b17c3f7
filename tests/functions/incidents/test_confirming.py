"""Linked actions that wait for a person: who may decide is told, and that nobody did is seen."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.functions.incidents import working

PLACE = "140105001001"
VALVE = {
    "community": PLACE,
    "action_id": "a1",
    "hazard_id": "0f" * 13,
    "asset_id": "GV-001",
    "command": "close",
}
METER = VALVE | {"action_id": "a2", "asset_id": "PW-001", "command": "stop"}
UNTIL = {"expires_at": (datetime.now(UTC) + timedelta(minutes=30)).isoformat()}
MAY = {"roles": ["community_worker", "official"], **UNTIL}


@pytest.fixture
def raised(duty, hear, machine, member):
    """li is on duty, and may confirm; whoever else the chain names may not."""
    member("li", "community_worker", PLACE)
    member("wang", "grid_worker", PLACE)
    hear("HazardFound")
    one = current()
    machine(one.id, "raised")
    return one.id


def current():
    from functions.incidents import store

    [one] = store.incidents(PLACE, is_open=True, after="").items
    return one


def lines():
    from functions.incidents import store

    return [(fact.by, fact.note) for fact in store.timeline(current()) if fact.kind == "action"]


def templates(asks, person):
    return [one["template"].partition(".")[2] for one in asks(person)]


def waits(asks, person="li"):
    return [one for one in asks(person) if one["template"].endswith("to-confirm")]


def settled(told):
    return {one["notice_id"] for name, one in told() if name == "NoticeSettled"}


def test_who_is_on_duty_and_may_decide_is_told_and_what_all_waits(raised, hear, asks, told):
    hear.told("ActionProposed", **VALVE, **MAY)
    hear.told("ActionProposed", **VALVE, **MAY)
    hear.told("ActionProposed", **METER, **MAY)
    [wait] = waits(asks)
    assert wait["variables"]["command"] == "close GV-001"
    assert "to-confirm" not in templates(asks, "wang")
    assert [job.asset_id for job in current().to_confirm] == ["GV-001", "PW-001"]
    assert wait["notice_id"] not in settled(told)  # the second waits under it, too


def propose(hear, count):
    valves = [VALVE | {"action_id": f"a{n}", "asset_id": f"GV-{n:03}"} for n in range(count)]
    for valve in valves:
        hear.told("ActionProposed", **valve, **MAY)
    return valves


def test_of_a_building_of_valves_each_is_told_once(raised, hear, asks, told):
    valves = propose(hear, 15)
    assert len(waits(asks)) == 1
    assert len(current().to_confirm) == 15
    for valve in valves[:-1]:
        hear.told("ActionConfirmed", by="li", **valve)
    assert waits(asks)[0]["notice_id"] not in settled(told)
    hear.told("ActionConfirmed", by="li", **valves[-1])
    assert waits(asks)[0]["notice_id"] in settled(told)


def test_once_nothing_waited_in_between_what_waits_is_told_again(raised, hear, asks):
    hear.told("ActionProposed", **VALVE, **MAY)
    hear.told("ActionConfirmed", by="li", **VALVE)
    hear.told("ActionProposed", **METER, **MAY)
    assert [one["variables"]["command"] for one in waits(asks)] == ["close GV-001", "stop PW-001"]


def test_many_that_expire_together_are_told_once_and_a_later_one_again(raised, hear, asks, advance):
    valves = propose(hear, 15)
    for valve in valves[:-1]:
        hear.told("ActionRefused", why="expired", **valve)
    assert templates(asks, "li").count("unconfirmed") == 1
    advance(PLACE, 120)
    hear.told("ActionRefused", why="expired", **valves[-1])
    assert templates(asks, "li").count("unconfirmed") == 2


def test_once_all_is_decided_nobody_is_asked_any_more(raised, hear, asks, told):
    for one in (VALVE, METER):
        hear.told("ActionProposed", **one, **MAY)
    hear.told("ActionConfirmed", by="li", **VALVE)
    hear.told("ActionRefused", by="li", why="by-person", **METER)
    hear.told("ActionRefused", by="li", why="by-person", **METER)
    hear.told("ActionProposed", **VALVE, **MAY)  # told late
    assert current().to_confirm == ()
    settled = {one["notice_id"] for name, one in told() if name == "NoticeSettled"}
    assert {one["notice_id"] for one in asks("li")[1:]} <= settled
    assert lines()[-2:] == [("li", "close GV-001: confirmed"), ("li", "stop PW-001: refused")]


def test_what_nobody_decided_in_time_is_told_and_stands_in_the_timeline(raised, hear, asks):
    hear.told("ActionProposed", **VALVE, **MAY)
    hear.told("ActionRefused", why="expired", **VALVE)
    hear.told("ActionRefused", why="expired", **VALVE)
    assert templates(asks, "li")[-2:] == ["to-confirm", "unconfirmed"]
    assert asks("li")[-1]["variables"]["command"] == "close GV-001"
    assert lines()[-1] == (None, "close GV-001: expired")
    assert current().to_confirm == ()


def test_what_is_over_before_anybody_decided_needs_nobody(raised, hear, asks):
    hear.told("ActionProposed", **VALVE, **MAY)
    hear.told("ActionRefused", why="hazard-over", **VALVE)
    assert "unconfirmed" not in templates(asks, "li")
    assert lines()[-1] == (None, "close GV-001: over")


def test_told_in_the_other_order_it_waits_for_nobody(raised, hear, asks):
    hear.told("ActionConfirmed", by="li", **VALVE)
    hear.told("ActionProposed", **VALVE, **MAY)
    assert "to-confirm" not in templates(asks, "li")
    assert current().to_confirm == ()


def test_where_nobody_on_duty_may_decide_the_operator_hears_of_it(raised, hear, asks):
    from functions.incidents.duty import store

    operator = store.chain_of(PLACE).operator
    hear.told("ActionProposed", **VALVE, roles=["city_operator"], **UNTIL)
    assert templates(asks, operator)[-1] == "to-confirm"


def test_what_is_left_to_people_is_done_by_hand(raised, hear, asks, call):
    hear.told("ActionAssigned", **VALVE | {"command": "dispatch"})
    hear.told("ActionAssigned", **VALVE | {"command": "dispatch"})
    assert [(job.command, job.asset_id) for job in current().by_hand] == [("dispatch", "GV-001")]
    assert templates(asks, "li").count("by-hand") == 0  # it stands in what he is told to take up
    take_up(call, raised)
    hear.told("ActionAssigned", **METER | {"command": "call_119"})
    assert asks("li")[-1]["variables"]["command"] == "dispatch GV-001, call_119 PW-001"


def take_up(call, raised):
    from functions.incidents import api

    path, asked = f"/v1/incidents/{raised}/acknowledgements", {"Idempotency_Key": "taken-up"}
    body, sub = {"level": current().level}, current().assignee
    assert call(api.handler, "POST", path, body, sub=sub, **asked)[0] == 201


def test_an_incident_that_is_taken_up_leaves_waiting_what_waits(raised, hear, asks, told, call):
    hear.told("ActionProposed", **VALVE, **MAY)
    take_up(call, raised)
    waits = [one for one in asks("li") if one["template"].endswith("to-confirm")]
    settled = {one["notice_id"] for name, one in told() if name == "NoticeSettled"}
    assert waits[-1]["notice_id"] not in settled


def test_however_many_wait_the_dispatch_is_settled_once_it_is_taken(
    raised, hear, asks, told, person
):
    """A building has more valves than an incident remembers notices."""
    [dispatched] = [one for one in asks("li") if one["template"].endswith(".dispatched")]
    for n in range(25):
        valve = VALVE | {"action_id": f"a{n}", "asset_id": f"GV-{n:03}"}
        hear.told("ActionProposed", **valve, **MAY)
    working.take(person, raised)
    settled = {one["notice_id"] for name, one in told() if name == "NoticeSettled"}
    assert dispatched["notice_id"] in settled
