"""A community and its devices: what they send, and what bus, machines and broker hear of it."""

import json
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from tests import queues
from tests.conftest import CONTEXT

HERE, THERE = "140105001001", "140105001002"
GRID = f"{HERE}003"
SPOT = {"lat": 37.79, "lon": 112.55}
CARD = {
    "id": "HY-001",
    "community": HERE,
    "kind": "hydrant",
    "name": "一号消火栓",
    "point": SPOT,
    "address": "学府街1号",
}
PARTICULARS = {name: CARD[name] for name in ("name", "point", "address")}


@pytest.fixture
def people(row):
    """One of each, here and next door."""
    from linli import members
    from linli.roles import Actor, Membership
    from linli.store import Write, commit

    since = datetime(2026, 1, 1, tzinfo=UTC)
    roles = ("grid_worker", "community_worker", "property_manager", "resident")
    posts = {role: (role, HERE) for role in roles} | {f"other_{r}": (r, THERE) for r in roles}
    actors = {
        sub: Actor(id=sub, memberships=(Membership(role=role, place=place, since=since),))
        for sub, (role, place) in posts.items()
    }
    commit(*[Write(f"actor#{sub}", "memberships", actor) for sub, actor in actors.items()])
    members.forget()


@pytest.fixture
def ask(call):
    from functions.facilities import api

    def ask(method, path, body=None, **more):
        return call(api.handler, method, f"/v1/facilities/{path}", body, **more)

    return ask


@pytest.fixture
def register(row):
    """Put an asset into the ledger, without asking who may; what it makes known has been told."""

    def register(asset_id, kind, community=HERE, **more):
        from functions.facilities.assets import rules, store
        from functions.facilities.assets.model import Asset

        known = {"id": asset_id, "community": community, "kind": kind, "name": "一号"}
        asset = Asset.model_validate({**known, "point": SPOT, "address": "学府街1号", **more})
        store.register(asset, rules.line("registered", asset, datetime.now(UTC), "founder"), "r")
        row(f"asset#{asset_id}", "asset").update([row.events.set([]), row.untold.remove()])

    return register


@pytest.fixture
def send(row):
    """send("MH-001", "alarm", (at, {measure: value})…) -> what the function answers the queue."""
    from functions.facilities.signals import calm

    calm.forget()
    numbers = iter(range(10_000))

    def send(device, channel, *samples, community=HERE, repeat=1, raw=None, **payload):
        from functions.facilities import telemetry

        said = {"v": 1, "boot": 1, "seq": payload.pop("seq", None) or next(numbers), **payload}
        if samples:
            said["samples"] = [{"at": at.isoformat(), "measures": m} for at, m in samples]
        bytes_ = json.dumps(said).encode() if raw is None else raw
        about = {"feature": "facilities", "community": community}
        record = queues.signal(device, bytes_, datetime.now(UTC), channel, **about)
        return telemetry.handler({"Records": [record] * repeat}, CONTEXT)

    return send


@pytest.fixture
def hear(row):
    """What the bus puts into the queue of facts."""

    def hear(*facts):
        from functions.facilities import reactions

        return reactions.handler(queues.facts(*facts), CONTEXT)

    return hear


@pytest.fixture
def world(monkeypatch):
    """The machines and the broker: `.started`, `.resumed`, `.published` say what was done."""
    from linli import mqtt, workflow

    known = SimpleNamespace(started=[], resumed=[], published=[], alive=set())

    def resume(token, answer):
        if token is None:
            return False
        known.resumed.append((token, answer))
        return token in known.alive

    from linli import sweeper

    monkeypatch.setattr(
        workflow,
        "start",
        lambda machine, noun: known.started.append(f"{noun.id}-{noun.generation}"),
    )
    monkeypatch.setattr(workflow, "runs", lambda machine, noun: False)
    monkeypatch.setattr(workflow, "resume", resume)
    monkeypatch.setattr(mqtt, "publish", lambda *sent: known.published.append(sent))
    assert sweeper.workflow is workflow
    return known
