"""Commands: to who takes them, once, by one party at a time, and never without an end."""

import json
from datetime import timedelta

import pytest

from tests import queues
from tests.conftest import CONTEXT
from tests.functions.devices.conftest import BEGIN, HERE

ROBOT = "RB-WC-001"


@pytest.fixture
def robot(register, now, heard):
    assert register(ROBOT, "robot")[0] == 201


@pytest.fixture
def lease(ask, robot):
    def lease(sub="grid_worker", minutes=10):
        return ask("POST", f"/{ROBOT}/leases", {"minutes": minutes}, sub=sub)

    return lease


@pytest.fixture
def order(ask):
    def order(command="go", key="key-of-order", sub="grid_worker", thing=ROBOT, **more):
        body = {"command": command, **({"arguments": {"to": "gate"}} if command == "go" else {})}
        body |= more
        return ask("POST", f"/{thing}/commands", body, sub=sub, idempotency_key=key)

    return order


def answers(command, outcome="done", thing=ROBOT, seq=0, at=BEGIN):
    """The message in which a device says what became of a command."""
    said = {"v": 1, "boot": 1, "seq": seq, "at": at.isoformat()}
    said |= {"command": command, "outcome": outcome}
    return queues.signal(thing, json.dumps(said).encode(), at, "state", name=f"m{seq}")


@pytest.fixture
def answer():
    def answer(command, **said):
        from functions.devices import telemetry

        records = [answers(command, **said)]
        assert telemetry.handler({"Records": records}, CONTEXT) == {"batchItemFailures": []}

    return answer


def look(command):
    from functions.devices.commands import acts

    acts.look(f"command#{command}", "command")


def test_a_command_is_kept_sent_and_answered(ask, lease, order, answer, heard):
    lease()
    status, said = order(arguments={"to": "gate"})
    assert (status, said["stage"]) == (201, "sent")
    [(topic, payload)] = heard
    assert topic == f"linli/test/devices/{HERE}/{ROBOT}/command"
    assert (payload["command"], payload["action"]) == (said["id"], "go")
    assert payload["arguments"] == {"to": "gate"}
    answer(said["id"])
    answer(said["id"])  # once more
    [one] = ask("GET", f"/{ROBOT}/commands", sub="official")[1]["items"]
    assert (one["stage"], one["answer"]) == ("done", "done")
    lines = ask("GET", f"/{ROBOT}/history", sub="official")[1]["items"]
    told = {line["what"]: line["by"] for line in lines}
    assert (told["command-sent"], told["command-done"]) == ("grid_worker", None)


def test_the_same_request_again_is_the_same_command(lease, order, heard):
    lease()
    first, again = order(), order()
    assert first[1]["id"] == again[1]["id"]
    assert order(arguments={"to": "x"})[1]["code"] == "idempotency-key-reused"
    assert {payload["command"] for _, payload in heard} == {first[1]["id"]}


def test_the_same_request_again_is_that_whoever_drives_by_then(lease, order, heard, now):
    lease()
    first = order()
    now(BEGIN + timedelta(minutes=10))
    assert lease("community_worker")[0] == 201
    again = order()
    assert (again[0], again[1].get("id")) == (201, first[1]["id"])
    assert len(heard) == 1
    assert order("stop")[1]["code"] == "idempotency-key-reused"


def test_it_is_sent_again_and_ends(ask, lease, order, heard, now):
    lease()
    command = order(expires_in=60)[1]["id"]
    for seconds in (1, 5, 6, 15, 16, 35):
        now(BEGIN + timedelta(seconds=seconds))
        look(command)
    assert len(heard) == 4  # at once, after 5, 10 and 20 seconds more
    now(BEGIN + timedelta(seconds=60))
    look(command)
    look(command)
    assert len(heard) == 4
    [one] = ask("GET", f"/{ROBOT}/commands", sub="official")[1]["items"]
    assert (one["stage"], one["tries"]) == ("expired", 4)


def test_of_two_answers_that_come_together_the_first_counts(ask, lease, order):
    """As after an outage, of a command that was sent again: one write of it in a transaction."""
    from functions.devices import telemetry

    lease()
    name = order()[1]["id"]
    records = [answers(name, "done", seq=0), answers(name, "failed", seq=1)]
    assert telemetry.handler({"Records": records}, CONTEXT) == {"batchItemFailures": []}
    one = ask("GET", f"/{ROBOT}/commands/{name}", sub="official")[1]
    assert (one["stage"], one["answer"]) == ("done", "done")
    lines = ask("GET", f"/{ROBOT}/history", sub="official")[1]["items"]
    told = sorted(line["what"] for line in lines if line["what"].startswith("command"))
    assert told == ["command-done", "command-sent"]


def test_what_comes_after_the_end_is_known_and_changes_nothing(ask, lease, order, answer, now):
    lease()
    command = order(expires_in=10)[1]["id"]
    now(BEGIN + timedelta(seconds=11))
    look(command)
    answer(command, at=BEGIN + timedelta(seconds=12))
    one = ask("GET", f"/{ROBOT}/commands/{command}", sub="official")[1]
    assert (one["stage"], one["answer"]) == ("expired", "done")


def test_a_cancelled_one_is_sent_no_more(ask, lease, order, heard, now):
    lease()
    command = order()[1]["id"]
    path = f"/{ROBOT}/commands/{command}/cancellations"
    assert ask("POST", path, None, sub="official")[0] == 403
    assert ask("POST", path, None, sub="grid_worker")[1]["stage"] == "cancelled"
    now(BEGIN + timedelta(seconds=30))
    look(command)
    assert len(heard) == 1
    assert ask("POST", path, None, sub="grid_worker")[0] == 201


def test_a_broker_that_is_away_loses_no_command(ask, lease, order, monkeypatch, now, heard):
    from linli import mqtt

    lease()
    kept = mqtt.publish

    def away(topic, payload):
        raise OSError

    monkeypatch.setattr(mqtt, "publish", away)
    status, said = order()
    assert (status, said["stage"]) == (201, "sent")
    monkeypatch.setattr(mqtt, "publish", kept)
    now(BEGIN + timedelta(seconds=6))
    look(said["id"])
    assert len(heard) == 1


def test_one_party_at_a_time(ask, lease, order, now):
    assert order()[1]["code"] == "lease-needed"
    assert lease()[0] == 201
    status, said = lease("property_manager")
    assert (status, said["code"]) == (409, "leased")
    assert order(sub="property_manager", key="another-key")[1]["code"] == "lease-needed"
    assert lease(minutes=20)[1]["taken_at"] == BEGIN.isoformat().replace("+00:00", "Z")
    now(BEGIN + timedelta(minutes=21))
    assert lease("property_manager")[0] == 201
    assert order(key="a-third-key")[1]["code"] == "lease-needed"


def test_a_lease_is_given_back_or_broken_with_a_reason(ask, lease, now):
    lease()
    path = f"/{ROBOT}"
    assert ask("POST", f"{path}/releases", None, sub="property_manager")[0] == 409
    why = {"reason": "卡在门口"}
    assert ask("POST", f"{path}/breaks", why, sub="property_manager")[0] == 403
    now(BEGIN + timedelta(seconds=1))
    assert ask("POST", f"{path}/breaks", why, sub="city")[1]["holder"] is None
    lines = ask("GET", f"{path}/history", sub="official")[1]["items"]
    assert (lines[-1]["what"], lines[-1]["reason"]) == ("lease-broken", "卡在门口")
    lease("property_manager")
    assert ask("POST", f"{path}/releases", None, sub="property_manager")[1]["holder"] is None


def test_a_lease_that_is_lost_meanwhile_orders_nothing(lease, order, heard, monkeypatch):
    """Between what is read and what is written somebody else takes it."""
    from functions.devices.commands import acts, rules, store

    lease()
    decide, taken = rules.order, []

    def slow(device, *more):
        decided = decide(device, *more)
        if not taken:
            taken.append(acts.give_back(device, "city", "x", broken=True))
            acts.take(device, "property_manager", 5)
        return decided

    monkeypatch.setattr(rules, "order", slow)
    assert order()[1]["code"] == "lease-needed"
    assert heard == []
    assert store.lease(ROBOT).holder == "property_manager"


@pytest.mark.parametrize(
    ("thing", "kind", "command", "code"),
    [
        (ROBOT, "robot", "fly", "not-of-its-kind"),
        ("GV-WC-001", "gas_valve", "close", "told-by-its-owner"),
    ],
)
def test_what_a_device_does_not_take_is_refused(register, order, heard, thing, kind, command, code):
    register(thing, kind)
    assert order(command, thing=thing)[1]["code"] == code
    assert heard == []


@pytest.mark.parametrize(
    ("arguments", "at", "code"),
    [
        ({}, "to", "argument-missing"),
        ({"to": "gate", "by": "lift"}, "by", "argument-unknown"),
        ({"to": 5}, "to", "argument-of-another-type"),
        ({"to": ""}, "to", "argument-out-of-range"),
        ({"to": "gate", "speed_m_s": 2}, "speed_m_s", "argument-out-of-range"),
        ({"to": "gate", "speed_m_s": True}, "speed_m_s", "argument-of-another-type"),
        ({"to": "gate", "speed_m_s": "1"}, "speed_m_s", "argument-of-another-type"),
    ],
)
def test_what_a_command_does_not_take_is_refused_where_it_stands(
    lease, order, heard, arguments, at, code
):
    lease()
    status, said = order(arguments=arguments)
    assert status == 422
    assert said["errors"] == [{"pointer": f"/body/arguments/{at}", "code": code}]
    assert heard == []
    good = {"to": "gate", "speed_m_s": 1}
    assert order(arguments=good)[1]["arguments"] == good


def test_a_command_of_which_no_arguments_are_listed_takes_none(register, order, heard):
    register("KI-WC-001", "kiosk")
    said = order("restart", thing="KI-WC-001", arguments={"now": True})[1]
    assert said["code"] == "argument-unknown"
    assert order("restart", thing="KI-WC-001", key="key-of-kiosk")[0] == 201


def test_who_loses_his_lease_is_obeyed_no_more(ask, lease, order, heard, now):
    lease(minutes=10)
    command = order(expires_in=3600)[1]
    ends = (BEGIN + timedelta(minutes=10)).isoformat().replace("+00:00", "Z")
    assert command["expires_at"] == ends
    now(BEGIN + timedelta(seconds=2))
    ask("POST", f"/{ROBOT}/breaks", {"reason": "卡在门口"}, sub="city")
    lease("property_manager")
    now(BEGIN + timedelta(seconds=6))
    look(command["id"])
    assert len(heard) == 1
    [one] = ask("GET", f"/{ROBOT}/commands", sub="official")[1]["items"]
    assert one["stage"] == "expired"
