"""What was measured of a person is gone soon after its device is over, and of nobody else's."""

import json
import time
from datetime import timedelta

import pytest

from tests.conftest import CONTEXT
from tests.functions.devices.conftest import BEGIN, HERE, SPOT, agreed
from tests.routes import BENCH

WRIST, OTHER, METER = "WR-WC-001", "WR-WC-002", "WM-WC-001"
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
WHOSE = (WRIST, OTHER)


@pytest.fixture
def measured(register, send, now):
    """Two that people wear, of which one is agreed to for three days, and a meter."""
    register(WRIST, "wearable", agreed=agreed(days=3))
    register(OTHER, "wearable")
    register(METER)
    for device in WHOSE:
        send(device, *((BEGIN - n * MINUTE, {"heart_per_min": 70}) for n in range(3)))
        send(device, (BEGIN - DAY, {"heart_per_min": 70}), (BEGIN, {"heart_per_min": 71}))  # wide
    send(METER, (BEGIN, {"flow_m3_h": 1}))


@pytest.fixture
def made(measured):
    """A summary of an hour of each."""
    from linli.aggregates.folding import HOUR
    from linli.store import commit
    from linli.summaries import store
    from linli.summaries.model import HOURS, Summary

    for device in WHOSE:
        row = Summary(begins=BEGIN - HOUR, holds=2700, packs=61, parts={})
        commit(store.keep(HOURS, device, row, lambda _: DAY))


@pytest.fixture
def kept(row):
    """How many rows there are of what a device said."""
    from linli.table import Row

    names = ("pack", "wide", "hours", "days")
    return lambda device: sum(len(list(Row.query(f"{name}#{device}"))) for name in names)


@pytest.fixture
def pass_on(told, hear, row):
    """Tells what is untold of a device's end, and has the sweeper look."""
    from functions.devices import sweeper

    def pass_on(times=1):
        assert hear(*(one for one in told() if one[0] == "DeviceRetired")) == []
        for _ in range(times):
            assert sweeper.handler({"untold_for": 10**9}, CONTEXT)["failed"] == 0

    return pass_on


def test_it_goes_when_he_withdraws_and_what_others_measured_stays(ask, made, kept, pass_on, now):
    before = {device: kept(device) for device in (*WHOSE, METER)}
    assert before == {WRIST: 3, OTHER: 3, METER: 1}
    assert ask("POST", f"/me/{WRIST}/withdrawals", sub="resident")[0] == 201
    pass_on()
    assert {device: kept(device) for device in before} == before | {WRIST: 0}


def test_it_goes_when_its_time_is_over_too(measured, kept, pass_on, now):
    from functions.devices import sweeper

    now(BEGIN + 3 * DAY)
    sweeper.handler({"untold_for": 10**9}, CONTEXT)
    pass_on()
    assert kept(WRIST) == 0


@pytest.fixture
def commanded(ask, register, heard, now):
    """A device and a command to it, from before its kind came to be of people."""
    kind = BENCH | {"leased": True, "commands": [{"command": "warm", "arguments": []}]}
    assert ask("POST", "/kinds", {**kind, "id": "bench"}, sub="city")[0] == 201
    bench = f"{BENCH['prefix']}-WC-001"
    register(bench, "bench")
    assert ask("POST", f"/{bench}/leases", {"minutes": 9}, sub="grid_worker")[0] == 201
    said = {"command": "warm"}, {"idempotency_key": "key-of-order"}
    command = ask("POST", f"/{bench}/commands", said[0], sub="grid_worker", **said[1])[1]["id"]
    kind |= {"personal": True}
    assert ask("PUT", "/kinds/bench", kind, sub="city", if_match=1)[0] == 200
    card = {"name": "x", "point": SPOT, "address": "x", "agreed": agreed()}
    assert ask("PUT", f"/{bench}", card, sub="community_worker", if_match=1)[0] == 200
    return bench, command


def test_what_it_was_told_expires_with_its_history(commanded, now):
    from functions.devices.commands import acts
    from functions.devices.register import store
    from linli.table import Row

    bench, command = commanded
    now(BEGIN + 5 * MINUTE)
    device = store.device(bench)
    acts.take(device, "grid_worker", 9)
    acts.look(f"command#{command}", "command")
    gone = int(store.forgotten_at(device).timestamp())
    lines = [row for row in Row.query(f"device#{bench}") if '"command-expired"' in row.body]
    rows = Row.get(f"command#{command}", "command"), Row.get(f"lease#{bench}", "lease")
    assert [int(row.expires) for row in (*lines, *rows)] == [gone] * 3


def test_what_it_was_told_goes_when_he_withdraws(ask, commanded, pass_on, now):
    from linli.table import Row

    bench, command = commanded
    keys = [(f"command#{command}", "command"), (f"lease#{bench}", "lease")]
    assert len(list(Row.batch_get(keys))) == 2
    assert ask("POST", f"/me/{bench}/withdrawals", sub="resident")[0] == 201
    pass_on()
    assert list(Row.batch_get(keys)) == []


def test_its_history_from_before_it_was_of_a_person_expires_with_the_rest(
    ask, commanded, pass_on, now
):
    from functions.devices.register import store
    from linli.table import Row

    bench, _ = commanded
    before = [row for row in Row.query(f"device#{bench}") if row.sk.startswith("line#")]
    assert [row for row in before if row.expires is None]
    assert ask("POST", f"/me/{bench}/withdrawals", sub="resident")[0] == 201
    pass_on()
    after = {row.sk: row for row in Row.query(f"device#{bench}") if row.sk.startswith("line#")}
    assert after.keys() > {row.sk for row in before}
    gone = int(store.forgotten_at(store.device(bench)).timestamp())
    assert {int(row.expires) for row in after.values()} == {gone}
    assert all(store.Kept.model_validate_json(row.body) for row in after.values())


def test_what_it_was_told_goes_at_once_however_much_it_is(ask, commanded, now, monkeypatch):
    from functions.devices.commands import store
    from functions.devices.own import erasing
    from functions.devices.register import store as register
    from linli.store import commit

    bench, command = commanded
    monkeypatch.setattr(store, "SHOWN", 1)
    device, first = register.device(bench), store.command(command)
    for n in range(2):
        more = {"id": f"{n:026}", "asked_at": BEGIN + n * MINUTE, "version": None}
        commit(store.writing(device, first.model_copy(update=more)))
    assert store.commands(bench, "").next is not None
    assert ask("POST", f"/me/{bench}/withdrawals", sub="resident")[0] == 201
    erasing.begin(bench)
    erasing.look(f"erasing#{bench}", "erasing")
    assert store.commands(bench, "").items == []


def test_much_goes_by_and_by(ask, made, kept, pass_on, now, monkeypatch):
    from functions.devices.own import erasing

    monkeypatch.setattr(erasing, "MOST", 1)
    ask("POST", f"/me/{WRIST}/withdrawals", sub="resident")
    left = []
    for _ in range(3):
        pass_on()
        left.append(kept(WRIST))
    assert left == [2, 1, 0]


def test_what_was_under_way_when_it_ended_goes_as_well(ask, measured, kept, pass_on, now, row):
    from linli.packs import keeping
    from linli.packs.model import Pack
    from linli.table import Row

    ask("POST", f"/me/{WRIST}/withdrawals", sub="resident")
    pass_on(times=2)
    late = Pack(WRIST, BEGIN, 1, 99, "0" * 16, wide=False, body="[[],[]]")
    assert keeping.put([late], lambda _: DAY) == set()
    now(BEGIN + 16 * MINUTE)
    pass_on(times=2)
    assert kept(WRIST) == 0
    over = Row.get(f"erasing#{WRIST}", "erasing")
    assert (over.due, over.expires is None) == (None, False)


def test_nothing_that_fails_keeps_it_from_going(ask, measured, told, hear, now, monkeypatch):
    from functions.devices import reactions
    from linli.table import Row

    def fails(*_):
        raise RuntimeError("the broker does not answer")

    monkeypatch.setattr(reactions.keys, "retire", fails)
    monkeypatch.setattr(reactions.acts, "retire", fails)
    ask("POST", f"/me/{WRIST}/withdrawals", sub="resident")
    assert hear(*(one for one in told() if one[0] == "DeviceRetired")) != []
    assert Row.get(f"erasing#{WRIST}", "erasing").due is not None


def test_its_alarms_do_not_say_what_was_measured_any_more(ask, measured, send, pass_on, now):
    from linli.table import Row

    for device in WHOSE:
        send(device, (BEGIN, {"battery_percent": 8}))
    ask("POST", f"/me/{WRIST}/withdrawals", sub="resident")
    pass_on()
    rows = list(Row.scan(Row.pk.startswith("alarm#")))
    said = {json.loads(row.body)["device_id"]: (row, json.loads(row.body)) for row in rows}
    row, alarm = said[WRIST]
    assert (alarm["measure"], alarm["value"], alarm["values"]) == ("personal", alarm["level"], {})
    assert (alarm["rule"], alarm["ended_at"] is None) == ("personal", False)
    assert time.time() < row.expires < time.time() + 8 * DAY.total_seconds()
    row, alarm = said[OTHER]
    assert (alarm["measure"], alarm["value"], row.expires) == ("battery_percent", 8, None)


def test_an_alarm_that_was_on_its_way_is_over_too(ask, measured, send, facts, now):
    from functions.devices.own import erasing

    send(WRIST, (BEGIN, {"battery_percent": 8}))
    ask("POST", f"/me/{WRIST}/withdrawals", sub="resident")
    erasing.begin(WRIST)
    for _ in range(2):
        erasing.look(f"erasing#{WRIST}", "erasing")
    assert [name for name, _ in facts()].count("DeviceAlarmSettled") == 1


def test_what_could_not_be_taken_of_it_waits_no_more(ask, measured, send, pass_on, now):
    from linli import quarantine, refusals
    from linli.table import Row

    for device in WHOSE:
        send(device, *((BEGIN, {"mood": n}) for n in range(2)))
        send(device, (BEGIN, {"heart_per_min": 999}))
    assert len(quarantine.unread().items) == 4
    ask("POST", f"/me/{WRIST}/withdrawals", sub="resident")
    pass_on()
    left = [json.loads(row.body)["text"] for row in Row.scan(Row.pk.startswith("quarantine#"))]
    assert [json.loads(text)["device"] for text in left] == [OTHER, OTHER]
    named, _ = refusals.refused(WRIST, BEGIN - DAY, BEGIN + DAY)
    assert len(named) == 2


def test_when_it_was_there_is_not_kept_either(ask, measured, pass_on, now):
    from functions.devices.presence import acts as presence
    from functions.devices.presence import store
    from functions.devices.presence.model import Silence
    from functions.devices.twin import store as twins
    from functions.devices.twin.model import Twin
    from linli.store import commit
    from linli.table import Row

    whose = {"device_id": WRIST, "community": HERE}
    spell = {"kind": "wearable", "since": BEGIN, "found_at": BEGIN, "over_at": BEGIN}
    commit(store.keep(Silence(id="s", **whose, **spell)), twins.writing(Twin(**whose)))
    presence.connected(WRIST, BEGIN, None, is_connected=True)
    ask("POST", f"/me/{WRIST}/withdrawals", sub="resident")
    pass_on()
    presence.connected(WRIST, BEGIN + MINUTE, None, is_connected=False)
    for row in (f"connection#{WRIST}", f"twin#{WRIST}"):
        assert list(Row.query(row)) == []
    silence = Row.get(f"silence#{WRIST}", "silence")
    assert time.time() < silence.expires < time.time() + 8 * DAY.total_seconds()


def test_what_is_nobodys_keeps_its_past(ask, measured, kept, pass_on, now):
    body = {"reason": "拆除"}
    assert ask("POST", f"/{METER}/retirements", body, sub="community_worker", if_match=1)[0] == 201
    pass_on()
    assert kept(METER) == 1
