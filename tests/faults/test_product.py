"""What takes devices' messages, itself, before the judge of the drill: in memory, with its workers
killed and its calls failing by a plan; and broken on purpose, which the judge must find.
"""

import json
import os
from collections import Counter
from datetime import UTC, datetime, timedelta
from pkgutil import resolve_name

import pytest
from botocore.client import BaseClient
from botocore.exceptions import ClientError, ConnectionClosedError

from operate.faults.drawing import draw
from operate.faults.plan import KILLS, Fault, Hop, Plan
from operate.faults.telemetry import judging, stream
from operate.faults.telemetry.judging import Found, judged
from tests import queues
from tests.conftest import CONTEXT

HERE, NOW = "140105001001", datetime(2026, 11, 26, 8, tzinfo=UTC)
THINGS = {
    "KI-1": "kiosk",
    "DR-1": "door",
    "EM-1": "electricity_meter",
    "WM-1": "water_meter",
}
MESSAGES, BATCH, MOST = 16, 12, 200
OPERATIONS = ("BatchGetItem", "BatchWriteItem", "GetItem", "Query", "TransactWriteItems")
SPAN = {"boot": 7, "first": 0, "last": MESSAGES - 1}


class Killed(BaseException):
    """The worker is gone; nothing of it catches that."""


@pytest.fixture
def devices(row, stopped):
    """All are in the register."""
    stopped(NOW)
    from functions.devices.register.model import Device
    from linli.store import Write, commit

    for thing, kind in THINGS.items():
        place = {"community": HERE, "point": {"lat": 37.8, "lon": 112.5}, "address": "x"}
        device = Device(id=thing, kind=kind, name=thing, owner="devices", **place)
        commit(Write(f"device#{thing}", "device", device))


@pytest.fixture
def wire(monkeypatch):
    """wire(plan): each call of a client passes it."""
    make = BaseClient._make_api_call

    def wire(plan):
        def call(client, operation, given):
            fault = plan.befalls(Hop("devices", f"dynamodb:{operation}"))
            if fault is None:
                return make(client, operation, given)
            if fault in (Fault.THROTTLE, Fault.ERROR):
                raise ClientError({"Error": {"Code": "ThrottlingException"}}, operation)
            if fault not in (Fault.KILL_BEFORE, Fault.RESET, Fault.SILENCE):
                answer = make(client, operation, given)
            if fault is Fault.TWICE:
                try:
                    return make(client, operation, given)
                except ClientError:
                    return answer
            raise Killed if fault in KILLS else ConnectionClosedError(endpoint_url="x")

        monkeypatch.setattr(BaseClient, "_make_api_call", call)

    return wire


def record(said, number, at=NOW):
    return queues.signal(said.thing, said.payload, at, said.channel, name=f"m{number}")


def hand_out(handler, waiting):
    """Until all is taken: what failed, or died in somebody's hands, comes again behind the rest."""
    for _ in range(MOST):
        batch, waiting = waiting[:BATCH], waiting[BATCH:]
        try:
            answer = handler({"Records": batch}, CONTEXT)
        except Killed:
            waiting += batch
            continue
        failed = {one["itemIdentifier"] for one in answer["batchItemFailures"]}
        waiting += [one for one in batch if one["messageId"] in failed]
        if not waiting:
            return
    pytest.fail(f"{len(waiting)} messages come again and again")


def account(thing, number):
    """Its report, two minutes later: all is at rest that was sent ten minutes before."""
    times = {"begins": NOW - timedelta(hours=1), "ends": NOW - timedelta(minutes=9)}
    span = {name: at.isoformat() for name, at in times.items()} | SPAN
    said = {"v": 1, "boot": 7, "seq": 0, "at": NOW.isoformat(), "spans": [span]}
    told = stream.Sent(thing, "", "report", 7, 0, json.dumps(said).encode())
    return record(told, number, NOW + timedelta(minutes=2))


def drill(seed):
    """All that the devices say, in any order and several times; then their own account of it."""
    from functions.devices import report, telemetry

    said = stream.draw(THINGS, MESSAGES, 7, NOW, seed)
    deliveries = stream.deliveries(said, seed)
    hand_out(telemetry.handler, [record(one, n) for n, one in enumerate(deliveries)])
    hand_out(report.handler, [account(thing, f"r{n}") for n, thing in enumerate(THINGS)])
    return said


def packs(thing, wide):
    from linli.packs import keeping
    from linli.packs.model import partition, read

    asked = {"KeyConditionExpression": "pk = :pk", "ConsistentRead": True}
    asked |= {"ExpressionAttributeValues": {":pk": {"S": partition(thing, wide=wide)}}}
    rows = keeping.client().query(TableName=os.environ["TABLE"], **asked)["Items"]
    return [read(one["pk"]["S"], one["sk"]["S"], one["b"]["S"]) for one in rows]


def found():
    from functions.devices.conservation import store as balances
    from functions.devices.watching import store as watching
    from linli import quarantine
    from linli.store import listing

    alarms = [one for thing in THINGS for one in watching.alarms(thing, "").items]
    kept, after = [], ""
    while after is not None:
        page = listing(quarantine.LIST, quarantine.Kept, after=after)
        kept, after = [*kept, *page.items], page.next
    waiting = [judging.envelope(one.text, one.why) for one in kept]
    counted = balances.balances(HERE, NOW - timedelta(hours=1)).items
    return Found(
        packs=[pack for thing in THINGS for wide in (False, True) for pack in packs(thing, wide)],
        kept=waiting,
        balances=[one.model_dump(mode="json") for one in counted],
        alarms=[one.model_dump(mode="json") for one in alarms if not one.withdrawn],
    )


@pytest.mark.parametrize("seed", [1, 2])
def test_nothing_is_lost_or_doubled_and_alarms_are_right_whatever_fails(devices, wire, seed):
    hops = {Hop("devices", f"dynamodb:{name}"): 60 for name in OPERATIONS}
    plan = Plan(draw(seed, hops, faults=80))
    wire(plan)
    said = drill(seed)
    wire(Plan())
    verdict = judged(said, [], found(), NOW)
    assert verdict.good, verdict
    assert verdict.alarms.causes
    assert Counter(fault for _, fault in plan.fired).keys() >= {*KILLS, Fault.LOST_ANSWER}


def swallow(put):
    """Says that it kept all, but for the first row of a call."""
    return lambda rows: put(rows[1:])


def count_each(key):
    """A row for each time that it comes."""
    times = iter(range(4_096))
    return property(lambda pack: f"{key.fget(pack)[:-3]}{next(times):03x}")


def forget(since):
    """What was measured before says nothing."""
    return lambda *_: lambda after: []


BREAKS = {
    "a message is lost": ("linli.packs.keeping._write", swallow, ("stored", "balances")),
    "a duplicate is a row": ("linli.packs.model.Pack.sk", count_each, ("stored",)),
    "alarms know no past": ("linli.watching.since", forget, ("alarms",)),
}


@pytest.mark.parametrize(("symbol", "instead", "wrong"), BREAKS.values(), ids=BREAKS.keys())
def test_what_is_broken_on_purpose_is_found(devices, monkeypatch, symbol, instead, wrong):
    monkeypatch.setattr(symbol, instead(resolve_name(symbol)))
    verdict = judged(drill(1), [], found(), NOW)
    assert {name for name, one in verdict._asdict().items() if not one.good} >= set(wrong)
