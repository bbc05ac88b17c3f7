"""Stations, what they say, and the hours that pass."""

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest

from tests import queues
from tests.conftest import CONTEXT

HERE, THERE = "140105001001", "140105001002"
SPOT = {"lat": 37.79, "lon": 112.55}
CHINA = timezone(timedelta(hours=8))
OF_KIND = {"air": {}, "noise": {"zone": "1"}, "water": {"water": "tap"}}


@pytest.fixture
def people(member):
    roles = ("grid_worker", "community_worker", "property_manager", "official", "resident")
    for role in (*roles, "city_operator"):
        member(role, role, HERE)
        member(f"far_{role}", role, THERE)


@pytest.fixture
def now(stopped):
    """now(at) is the time from then on, by the city and the broker; a minute past two at first."""
    return stopped(datetime(2026, 11, 23, 6, 1, tzinfo=UTC))


@pytest.fixture
def ask(call):
    def ask(method, path, body=None, **more):
        from functions.environment import api

        return call(api.handler, method, f"/v1/environment/{path}", body, **more)

    return ask


@pytest.fixture
def register(row, now):
    def register(station_id, kind, community=HERE, **more):
        from functions.environment.stations import rules, store
        from functions.environment.stations.model import Station
        from functions.environment.watching import acts

        card = {"id": station_id, "community": community, "kind": kind, "name": "一号"}
        card |= {"point": SPOT, "address": "学府街1号", **OF_KIND[kind], **more}
        station = rules.placed(Station.model_validate(card))
        return store.register(station, "r", acts.begun(station, now()))

    return register


@pytest.fixture
def send(row, now):
    """send("AQ-1", (at, {measure: value})…), all in one message; or the bytes `raw`."""
    numbers = iter(range(10_000))

    def send(device, *samples, community=HERE, seq=None, raw=None):
        from functions.environment import telemetry

        said = {"v": 1, "boot": 1, "seq": next(numbers) if seq is None else seq}
        said["samples"] = [{"at": at.isoformat(), "measures": m} for at, m in samples]
        payload = json.dumps(said).encode() if raw is None else raw
        about = {"feature": "environment", "community": community}
        record = queues.signal(device, payload, now(), **about)
        return telemetry.handler({"Records": [record]}, CONTEXT)["batchItemFailures"]

    return send


@pytest.fixture
def measure(send):
    """measure("AQ-1", hour, {measure: value}, minutes=50): a sample a minute, from its start."""

    def measure(device, hour, measures, minutes=50):
        samples = [(hour + timedelta(minutes=n), measures) for n in range(minutes)]
        assert send(device, *samples) == []

    return measure


@pytest.fixture
def sweep(row):
    def sweep():
        from functions.environment import sweeper

        done = sweeper.handler({}, CONTEXT)
        assert done["failed"] == 0
        return done

    return sweep


@pytest.fixture
def passes(now, measure, sweep):
    """passes("AQ-1", hour, measures): measured in that hour, which is then over."""

    def passes(device, hour, measures, minutes=50):
        now(hour + timedelta(minutes=55))
        measure(device, hour, measures, minutes)
        now(hour + timedelta(minutes=66))
        sweep()

    return passes


@pytest.fixture
def hear(row):
    def hear(*facts):
        from functions.environment import reactions

        return reactions.handler(queues.facts(*facts), CONTEXT)["batchItemFailures"]

    return hear


@pytest.fixture
def called(monkeypatch):
    """Everybody by his id, in capitals -> what accounts was asked, in order."""
    from linli import staff

    asked = []

    def answer(feature, question, **given):
        asked.append((question, given))
        return {one: one.upper() for one in given["people"]}

    monkeypatch.setattr(staff, "ask", answer)
    staff._known.clear()
    yield asked
    staff._known.clear()
