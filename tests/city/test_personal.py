"""What somebody has at home: the community sees it alone, and it retires when its time is over."""

import uuid
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import pytest

from operate.scenario.cast import Cast
from operate.scenario.story import Story
from tests.waiting import until

DEVICES = "/v1/devices"
PEOPLE = {"li": "community_worker", "wang": "resident", "zhao": "official", "sun": "grid_worker"}


@pytest.fixture(scope="module")
def town(world):
    """A community of its own, whose clock is put forward."""
    told = {"title": {"zh": "居家设备", "en": "Devices at home"}, "people": PEOPLE}
    cast = Cast(Story.model_validate(told | {"steps": [{"advance": "1 second"}]}), world)
    cast.enter()
    yield cast
    cast.leave()


def card(town, hours=1):
    until = (datetime.now(UTC) + timedelta(hours=hours)).isoformat()
    agreed = {"person": town.people["wang"], "basis": "CONSENT", "document": "7", "until": until}
    place = {"community": town.community, "address": "x", "point": {"lat": 37.79, "lon": 112.55}}
    what = {"id": f"HS-{uuid.uuid4().hex[:8]}", "kind": "home_sensor", "name": "一号"}
    return {**what, **place, "agreed": agreed}


def test_none_is_registered_without_a_basis(world, town):
    bare = {name: said for name, said in card(town).items() if name != "agreed"}
    answer = world.ask("POST", DEVICES, town.people["li"], bare)
    assert (answer.status, answer.body["code"]) == (422, "basis-needed")


def test_it_is_seen_by_few_and_retires_by_itself(world, town):
    li = town.people["li"]
    made = world.ask("POST", DEVICES, li, card(town))
    assert made.status == 201, made.body
    device = f"{DEVICES}/{made.body['id']}"
    listed = f"{DEVICES}?{urlencode({'community': town.community})}"
    for who in ("zhao", "sun"):
        assert world.ask("GET", listed, town.people[who]).body["items"] == []
        assert world.ask("GET", device, town.people[who]).status == 403
    assert [one["id"] for one in world.ask("GET", listed, li).body["items"]] == [made.body["id"]]
    world.advance(town.community, "2 hours")
    world.sweep("devices")
    until(lambda: world.ask("GET", device, li).body["state"] == "retired")


def test_its_person_sees_it_and_withdraws(world, town):
    li, wang, zhao = (town.people[name] for name in ("li", "wang", "zhao"))
    made = world.ask("POST", DEVICES, li, card(town, hours=24))
    assert made.status == 201, made.body
    device = made.body["id"]
    mine, act = f"{DEVICES}/me", f"{DEVICES}/me/{device}/withdrawals"
    found = {one["id"]: one for one in world.ask("GET", mine, wang).body["items"]}
    assert (found[device]["by"], found[device]["withdrawable"]) == (li, True)
    assert world.ask("GET", mine, zhao).body["items"] == []
    assert world.ask("POST", act, zhao, {}).status == 404
    first, again = (world.ask("POST", act, wang, {}) for _ in range(2))
    assert (first.status, first.body["state"]) == (201, "retired")
    assert again.body == first.body
    assert world.ask("GET", f"{DEVICES}/{device}", li).body["withdrawn_at"]


def test_it_is_registered_by_a_table_too(world, town):
    li, one = town.people["li"], card(town, hours=24)
    cells = {name: one[name] for name in ("id", "kind", "name", "address")} | one["point"]
    cells |= {name: one["agreed"][name] for name in ("person", "basis", "document", "until")}
    lines = [",".join(map(str, line)) for line in (cells, cells.values())]
    table = {"community": town.community, "csv": "\n".join(lines)}
    made = world.ask("POST", f"{DEVICES}/imports", li, table, {"Idempotency-Key": one["id"]})
    assert (made.status, made.body.get("stage")) == (201, "applying"), made.body
    world.sweep("devices")
    job = f"{DEVICES}/imports/{made.body['id']}"
    until(lambda: world.ask("GET", job, li).body["stage"] == "done")
    assert world.ask("GET", job, li).body["applied"] == 1
    assert (
        world.ask("GET", f"{DEVICES}/{one['id']}", li).body["agreed"]["person"]
        == (town.people["wang"])
    )
