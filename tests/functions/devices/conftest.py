"""Devices of one community, and who asks after them."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from tests import outside, queues
from tests.conftest import CONTEXT
from tests.makers import Maker, csr
from tests.routes import BENCH

HERE, THERE = "140105001001", "140105001002"
ROWS = tuple(f"AC-{number:06},water_meter" for number in range(1, 6))
PERSONAL = ("wearable", "home_sensor")
BEGIN = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
SPOT = {"lat": 37.79, "lon": 112.55}


def agreed(days=300, person="resident"):
    """Of a device of a person: for so long from the morning on."""
    from linli import clock

    morning = clock.now(HERE).replace(hour=0, minute=0, second=0, microsecond=0)
    until = (morning + timedelta(days=days)).isoformat()
    return {"person": person, "basis": "CONSENT", "document": "同意书 7", "until": until}


@pytest.fixture
def people(member):
    roles = ("grid_worker", "community_worker", "property_manager", "official", "resident")
    for role in (*roles, "city_operator"):
        member(role, role, HERE)
        member(f"far_{role}", role, THERE)
    member("city", "city_operator", "140100000000")


@pytest.fixture
def ask(call):
    def ask(method, path, body=None, **more):
        from functions.devices import api

        return call(api.handler, method, f"/v1/devices{path}", body, **more)

    return ask


@pytest.fixture
def register(ask, people):
    """Puts a device into the register, by a community worker."""

    def register(device_id="WM-WC-001", kind="water_meter", **more):
        card = {"id": device_id, "community": HERE, "kind": kind, "name": "一号", "point": SPOT}
        card |= {"agreed": agreed()} if kind in PERSONAL else {}
        card |= {"address": "学府街1号", **more}
        return ask("POST", "", card, sub="community_worker")

    return register


@pytest.fixture
def bench(ask, people):
    """The id of a device yet to come: of a person, and not sensitive, which the catalogue has none
    of."""
    assert ask("POST", "/kinds", {**BENCH, "id": "bench", "personal": True}, sub="city")[0] == 201
    return f"{BENCH['prefix']}-WC-001"


@pytest.fixture
def child(people):
    """The resident is under fourteen, and the official his guardian for a year."""
    from linli import members, roles
    from linli.store import Write, commit, load

    times = {"since": BEGIN - timedelta(days=1), "until": BEGIN + timedelta(days=365)}
    who = {"id": "m1", "kind": "guardian", "person": "official", "principal": "resident"}
    given = (roles.Mandate.model_validate({**who, **times, "scopes": ()}),)
    before = load("actor#resident", "memberships", roles.Actor)
    minor = {"minor_until": (BEGIN + timedelta(days=301)).date(), "given": given}
    commit(Write("actor#resident", "memberships", before.model_copy(update=minor)))
    members.forget()


@pytest.fixture
def now(stopped):
    """now(at) is the time from then on, by the city and the broker."""
    return stopped(BEGIN)


@pytest.fixture
def heard(monkeypatch):
    """What devices were told, in order."""
    from linli import mqtt

    told = []
    monkeypatch.setattr(mqtt, "publish", lambda topic, payload: told.append((topic, payload)))
    return told


@pytest.fixture
def send(row, now):
    """send("WM-1", (at, {measure: value})…), all in one message; what failed of it. `had` is when
    the broker had it, else now.
    """
    numbers = iter(range(10_000))

    def send(
        device,
        *samples,
        community=HERE,
        seq=None,
        channel="reading",
        boot=1,
        by="c0" * 32,
        had=None,
    ):
        from functions.devices import telemetry

        said = {"v": 1, "boot": boot, "seq": next(numbers) if seq is None else seq}
        said["samples"] = [{"at": at.isoformat(), "measures": m} for at, m in samples]
        payload = json.dumps(said).encode()
        told = {"community": community, "principal": by}
        record = queues.signal(device, payload, had or now(), channel, **told)
        return telemetry.handler({"Records": [record]}, CONTEXT)["batchItemFailures"]

    return send


@pytest.fixture
def facts(row):
    """facts("WM-1") are what was made known of a thing's alarms, in the order of their rows."""

    def facts(thing=None):
        from linli.table import Row

        found = []
        for one in Row.scan(Row.pk.startswith("alarm#")):
            found += [json.loads(str(said)) for said in one.events or ()]
        return [(name, said) for name, said in found if thing in (None, said["asset_id"])]

    return facts


@pytest.fixture
def sweep(row):
    def sweep():
        from functions.devices.watching import acts
        from linli.sweeper import Sweeper

        done = Sweeper({"watching": acts.look})._run({"untold_for": 10**9}, CONTEXT)
        assert done["failed"] == 0
        return done

    return sweep


@pytest.fixture
def hear(row):
    def hear(*facts):
        from functions.devices import reactions

        return reactions.handler(queues.facts(*facts), CONTEXT)["batchItemFailures"]

    return hear


@pytest.fixture
def broker(row, monkeypatch):
    """The broker's registry, with the policy that claim certificates are given."""
    from functions.devices.keys import broker

    outside.few_primes(monkeypatch)
    iot = broker.iot()
    iot.create_policy(policyName=broker.claims(), policyDocument='{"Statement": []}')
    return iot


@pytest.fixture
def maker(ask, people):
    made = Maker()
    assert ask("POST", "/makers", made.card(), sub="city")[0] == 201
    return made


@pytest.fixture
def give(ask, broker):
    """give(batch) -> the id of a claim certificate, each time of another."""
    keys = (f"claim-{number:06}" for number in range(1_000))

    def give(batch="acme.2026-07"):
        path, key = f"/batches/{batch}/claims", next(keys)
        status, said = ask("POST", path, {"csr": csr()}, sub="city", idempotency_key=key)
        assert status == 201, said
        return said["id"]

    return give


@pytest.fixture
def claim(ask, maker, give):
    """A claim certificate of the first batch."""
    assert ask("POST", "/batches", maker.upload(maker.text(*ROWS), HERE), sub="city")[0] == 201
    return give()
