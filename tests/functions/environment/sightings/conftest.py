"""Sensors, and what they see."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from tests import queues
from tests.conftest import CONTEXT
from tests.functions.environment.conftest import HERE, SPOT

METRE = 0.000009  # degrees of latitude
WHERE = "3号楼2单元402"


@pytest.fixture
def sensor(row, now):
    """sensor("CM-1", "camera", north=30): so many metres north of the others."""

    def sensor(sensor_id, kind, community=HERE, north=0, **more):
        from functions.environment.sightings.sensors import rules, store
        from functions.environment.sightings.sensors.model import Sensor

        point = {"lat": SPOT["lat"] + north * METRE, "lon": SPOT["lon"]}
        card = {"id": sensor_id, "community": community, "kind": kind, "name": "一号"}
        new = Sensor.model_validate({**card, "point": point, "building": "3", **more})
        return store.register(rules.placed(new), "r")

    return sensor


@pytest.fixture
def see(row, now):
    """see("CM-1", "thrown_object", ago=3, confidence=0.9, clip="nvr/1"): so many seconds ago."""
    numbers = iter(range(10_000))

    def see(device, what, *, ago=0, community=HERE, times=1, seq=None, **said):
        from functions.environment import telemetry

        at = now() - timedelta(seconds=ago)
        message = {"v": 1, "boot": 1, "seq": next(numbers) if seq is None else seq}
        message |= {"at": at.isoformat(), "what": what}
        if what != "well":
            message["confidence"] = 0.9
        payload = json.dumps(message | said).encode()
        about = {"feature": "environment", "community": community}
        record = queues.signal(device, payload, now(), "alarm", **about)
        failed = telemetry.handler({"Records": [record] * times}, CONTEXT)["batchItemFailures"]
        assert failed == []

    return see


@pytest.fixture
def seen(row):
    """All sightings of a kind, the oldest first."""

    def seen(kind="thrown_object", community=HERE):
        from functions.environment.sightings import store

        return store.sightings(community, kind, "").items[::-1]

    return seen


@pytest.fixture
def facts(told):
    """facts() -> the names of what was made known of sightings and sensors, in no order."""

    def facts():
        return sorted(name for name, _ in told())

    return facts


@pytest.fixture
def machine(monkeypatch):
    """The generations that were started, none of which runs."""
    from linli import workflow

    begun = []
    monkeypatch.setattr(workflow, "runs", lambda machine, noun: False)
    monkeypatch.setattr(workflow, "start", lambda machine, noun: begun.append(noun.generation))
    return begun


@pytest.fixture
def mandate(row):
    """mandate("dao", "guardian"): she acts for Mei."""

    def mandate(person, kind="helper", scopes=("notices",), days=30):
        from linli import members, roles
        from linli.errors import NotFound
        from linli.store import Write, commit, load

        try:
            actor = load("actor#mei", "memberships", roles.Actor)
        except NotFound:
            actor = roles.Actor(id="mei")
        now = datetime(2026, 11, 1, tzinfo=UTC)
        new = roles.Mandate(
            id=person,
            kind=kind,
            person=person,
            principal="mei",
            scopes=scopes,
            since=now,
            until=now + timedelta(days=days),
        )
        after = actor.model_copy(update={"given": (*actor.given, new)})
        commit(Write("actor#mei", "memberships", after))
        members.forget()

    return mandate


@pytest.fixture
def mei(people, member):
    member("mei", "resident", HERE)


@pytest.fixture
def ward(mei, ask, now, key):
    """ward(person="mei", days=30): registered by the community."""

    def ward(sub="community_worker", person="mei", days=30, **more):
        until = (now() + timedelta(days=days)).isoformat()
        body = {"person": person, "community": HERE, "where": WHERE, "basis": "CONSENT"}
        return ask("POST", "wards", {**body, "document": "同意书", "until": until, **more}, sub=sub)

    return ward
