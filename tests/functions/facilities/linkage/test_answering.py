"""What is sent from order to answer, or to the person who does it by hand."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import yaml

from functions.facilities.linkage import driving
from functions.facilities.linkage import rules as linkage
from functions.facilities.linkage.model import Link
from tests.conftest import CONTEXT

NOW = datetime.now(UTC).replace(microsecond=0)
HERE, THERE = "140105001001", "140105001002"


@pytest.fixture
def leak(register, send, told, hear, world):
    """Gas at a detector whose links name one valve that may be closed and four things that may
    not: not certified, in another community, no valve, not registered. Gives what was ordered.
    """
    register("GV-001", "gas_valve", certified=True)
    register("GV-002", "gas_valve")
    register("GV-003", "gas_valve", certified=True, community=THERE)
    register("HY-001", "hydrant", certified=True)
    links = ["GV-001", "GV-002", "GV-003", "HY-001", "GV-404"]
    register("GD-001", "gas_detector", links=links)

    begun, seconds = datetime.now(UTC) - timedelta(seconds=15), iter(range(15))

    def leak(*lel):
        for value in lel:
            at = begun + timedelta(seconds=next(seconds))
            send("GD-001", "alarm", (at, {"lel_percent": value}))
        facts = [fact for fact in told() if fact[0] in ("HazardFound", "HazardWorsened")]
        assert hear(*facts, *facts) == {"batchItemFailures": []}
        return [detail for name, detail in told() if name == "ActionOrdered"]

    return leak


def step(name, ordered, generation=1):
    """Of the machine that sends what was ordered."""
    from functions.facilities import steps

    sending_id = action(ordered).sending_id
    call = {"step": name, "with": {"id": sending_id, "generation": generation}}
    return steps.handler(call, CONTEXT)["stage"]


def sweep():
    from functions.facilities import sweeper

    return sweeper.handler({}, CONTEXT)


def action(ordered):
    from functions.facilities.linkage import store

    return store.action(ordered["action_id"])


def answer(send, ordered, outcome="done", device="GV-001"):
    said = {"command": ordered["action_id"], "outcome": outcome, "at": NOW.isoformat()}
    return send(device, "state", **said)


def outcomes(told):
    return [
        (name, fact.get("outcome"))
        for name, fact in told()
        if name in ("ActionAnswered", "ActionTimedOut")
    ]


def test_gas_below_the_alarm_orders_nothing(leak, world):
    assert leak(19.9) == []
    assert world.started == []


@pytest.mark.parametrize("lel", [(20,), (6, 21), (26,), (6, 21, 26)])
def test_gas_at_the_alarm_orders_each_certified_linked_valve_once(leak, world, lel):
    [ordered] = leak(*lel)
    assert (ordered["asset_id"], ordered["command"]) == ("GV-001", "close")
    assert set(world.started) == {f"{action(ordered).sending_id}-1"}


@pytest.mark.parametrize("end", ["done", "failed", "timed_out"])
def test_gas_that_comes_back_after_it_was_gone_closes_the_valve_anew(leak, send, world, end):
    [first] = leak(22)
    step("send", first)
    if end == "timed_out":
        step("close", first)
    else:
        answer(send, first, end)
    assert len(leak(21, 0)) == 1
    assert len(leak(30)) == 2  # people had opened it again
    assert len(leak(31, 0)) == 2
    ordered = leak(12, 26)
    assert len({one["action_id"] for one in ordered}) == len(ordered) == 3


def test_the_valve_hears_the_order_and_its_answer_ends_it(leak, send, told, world, ask):
    [ordered] = leak(22)
    assert step("send", ordered) == "sent"
    [(topic, said)] = world.published
    assert topic == f"linli/test/facilities/{HERE}/GV-001/command"
    assert (said["command"], said["action"]) == (ordered["action_id"], "close")
    assert "drill" not in said
    assert answer(send, ordered) == {"batchItemFailures": []}
    assert outcomes(told) == [("ActionAnswered", "done")]
    assert step("close", ordered) == "ended"
    assert outcomes(told) == [("ActionAnswered", "done")]
    status, shown = ask("GET", f"actions/{ordered['action_id']}")
    assert (status, shown["stage"], shown["outcome"]) == (200, "answered", "done")
    assert [line["what"] for line in ask("GET", "assets/GV-001/history")[1]["items"]] == [
        "registered",
        "ordered",
        "answered",
    ]


def test_a_silent_valve_times_out_and_its_late_answer_changes_nothing(leak, send, told, world, ask):
    [ordered] = leak(22)
    step("send", ordered)
    assert step("close", ordered) == "ended"
    for outcome in ("failed", "done"):
        answer(send, ordered, outcome)
    assert outcomes(told) == [("ActionTimedOut", None)]
    known = action(ordered)
    assert (known.stage, known.outcome, known.late_outcome) == ("timed_out", None, "failed")
    lines = ask("GET", "assets/GV-001/history")[1]["items"]
    assert [line["what"] for line in lines].count("answered-late") == 1


def test_a_step_that_failed_sends_again_what_was_not_answered(leak, send, world, monkeypatch):
    from linli import mqtt

    [ordered] = leak(22)
    sent = []

    def broken(*message):
        sent.append(message)
        raise ConnectionError

    with monkeypatch.context() as outage:
        outage.setattr(mqtt, "publish", broken)
        with pytest.raises(ConnectionError):
            step("send", ordered)
    assert step("send", ordered) == "sent"
    assert world.published == sent
    answer(send, ordered)
    assert step("send", ordered) == "sent"
    assert world.published == sent


@pytest.mark.parametrize("second", ["time_out", "answer"])
def test_answer_and_time_out_at_the_same_instant_make_one_outcome(
    leak, send, told, world, monkeypatch, second
):
    [ordered] = leak(22)
    step("send", ordered)
    acts = {"time_out": lambda: step("close", ordered), "answer": lambda: answer(send, ordered)}
    first = acts["answer" if second == "time_out" else "time_out"]
    decide, once = getattr(linkage, second), iter([True])

    def meanwhile(*given):
        if next(once, False):
            first()
        return decide(*given)

    monkeypatch.setattr(linkage, second, meanwhile)
    acts[second]()
    late = second == "answer"
    assert outcomes(told) == [("ActionTimedOut", None) if late else ("ActionAnswered", "done")]
    assert action(ordered).late_outcome == ("done" if late else None)


def test_an_answer_to_what_was_not_asked_is_kept_and_changes_nothing(leak, send, told, ask):
    [ordered] = leak(22)
    answer(send, ordered, device="GV-002")
    assert outcomes(told) == []
    lines = ask("GET", "assets/GV-002/history")[1]["items"]
    assert [line["what"] for line in lines] == ["registered", "answered-unasked"]


def test_a_step_of_an_older_execution_is_superseded_and_sends_nothing(leak, world, row):
    from functions.facilities.linkage import store

    [ordered] = leak(22)
    known = store.sending(action(ordered).sending_id)
    store.move(known.model_copy(update={"generation": 2}), (), NOW)
    assert step("send", ordered) == "superseded"
    assert step("close", ordered) == "superseded"
    assert (world.published, action(ordered).stage) == ([], "ordered")


def test_an_order_whose_execution_died_unsent_is_driven_again_and_a_sent_one_times_out(
    leak, told, world, advance
):
    [ordered] = leak(22)
    assert sweep()["driven"] == 0  # not due yet
    advance(HERE, 25)
    sweep()
    assert world.started[-1] == f"{action(ordered).sending_id}-2"
    assert action(ordered).stage == "ordered"
    step("send", ordered, generation=2)
    advance(HERE, 10)
    sweep()
    sweep()
    assert outcomes(told) == [("ActionTimedOut", None)]
    advance(HERE, 600)
    assert sweep() == {"driven": 0, "told": 0, "failed": 0}  # it rests


def test_an_order_that_nobody_could_send_for_a_minute_goes_to_a_person(leak, told, advance, world):
    leak(22)
    advance(HERE, 61)
    sweep()
    assert outcomes(told) == [("ActionTimedOut", None)]


def test_gas_that_is_known_too_late_goes_to_a_person_at_once(leak, send, told, hear, world):
    send("GD-001", "alarm", (NOW - timedelta(minutes=9), {"lel_percent": 30}))
    for _ in range(2):
        hear(*[fact for fact in told() if fact[0] == "HazardFound"])
    assert outcomes(told) == [("ActionTimedOut", None)]
    assert [name for name, _ in told()].count("ActionOrdered") == 0
    assert world.started == []
    assert sweep()["driven"] == 0


def test_the_device_is_told_in_real_time_until_when_the_order_holds(leak, world, advance):
    advance(HERE, 86_400)
    [ordered] = leak(22)
    step("send", ordered)
    [(_, said)] = world.published
    left = datetime.fromisoformat(said["expires"]) - datetime.now(UTC)
    assert timedelta(seconds=0) < left <= timedelta(seconds=5)


def test_what_comes_to_be_sent_too_late_is_not_sent(leak, told, world, advance):
    [ordered] = leak(22)
    advance(HERE, 61)
    assert step("send", ordered) == "ended"
    assert world.published == []
    assert outcomes(told) == [("ActionTimedOut", None)]


def test_of_answer_and_time_out_the_first_counts():
    from functions.facilities.linkage.model import Action
    from linli.messages import Answer

    known = {"id": "1", "community": HERE, "asset_id": "GV-001", "hazard_id": "h", "source_id": "d"}
    ordered = Action(**known, command="close", ordered_at=NOW, send_until=NOW)
    done = Answer(v=1, boot=1, seq=1, at=NOW, command="1", outcome="done")
    answered, timed_out = linkage.answer(ordered, done), linkage.time_out(ordered)
    assert linkage.time_out(answered) == answered
    assert linkage.answer(timed_out, done).stage == "timed_out"
    assert linkage.answer(answered, done.model_copy(update={"outcome": "failed"})) == answered


def test_the_machine_waits_for_the_answers_and_is_quicker_than_the_sweeper():
    machine = yaml.safe_load(Path("functions/facilities/answering.asl.yaml").read_text())
    wait = timedelta(seconds=machine["States"]["Answers"]["Seconds"])
    assert linkage.ANSWERED < wait < linkage.ANSWERED + driving.CLOSED
    assert "answer_within" not in Link.model_fields  # a city's override would change nothing
