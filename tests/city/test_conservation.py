"""What is taken away behind the city's back is missed: exactly so many, of exactly that device."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from linli import names
from operate import conservation, devices, here
from operate.scenario import clock
from tests.routes import SPOT
from tests.waiting import until

SENT = 120
KEY = {"Idempotency-Key": "a-key-of-the-tests"}


@pytest.fixture
def meter(world, cast):
    """Registers a water meter by the API and lets it speak; gone at the end."""
    made = []

    def meter(name):
        card = {"id": f"WM-{cast.community[-5:]}-{name}", "community": cast.community}
        card |= {"kind": "water_meter", "name": name, "point": SPOT, "address": "x"}
        answer = world.ask("POST", "/v1/devices", world.operator, card, KEY)
        assert answer.status == 201, answer
        devices.provision(
            world.home, world.city, "devices", cast.community, card["id"], accounts=True
        )
        made.append(card["id"])
        return card["id"]

    yield meter
    for one in made:
        devices.retire(world.home, one)


def packs(world, thing):
    """The keys of what is stored of a device."""
    asked = {"KeyConditionExpression": "pk = :pk", "ProjectionExpression": "pk, sk"}
    asked |= {"ExpressionAttributeValues": {":pk": {"S": f"pack#{thing}"}}}
    return world.dynamodb.query(TableName=table(world), ConsistentRead=True, **asked)["Items"]


def table(world):
    return names.resource(world.city, "devices")


def report(world, thing, sent):
    """As it says each hour, a quarter of an hour after the hour's end."""
    now = datetime.now(UTC)
    about = world.fleet("GET", f"/devices/{thing}")
    span = {"begins": (now - timedelta(minutes=75)).isoformat(), "boot": about["boot"]}
    span |= {"ends": (now - timedelta(minutes=15)).isoformat(), "first": 0, "last": sent - 1}
    said = {"v": 1, "boot": about["boot"], "seq": 0, "at": now.isoformat(), "spans": [span]}
    world.fleet("POST", f"/devices/{thing}/publish", {"channel": "report", "raw": json.dumps(said)})


@pytest.mark.parametrize("gone", [0, 1, 10, 100])
def test_what_is_deleted_is_missed_and_nothing_else(world, cast, meter, gone):
    thing = meter(f"gone-{gone}")
    for n in range(SENT):
        body = {"channel": "reading", "measures": {"volume_m3": n}}
        world.fleet("POST", f"/devices/{thing}/publish", body)
    until(lambda: len(packs(world, thing)) == SENT)
    for key in packs(world, thing)[:gone]:
        world.dynamodb.delete_item(TableName=table(world), Key=key)
    report(world, thing, SENT)

    def counted():
        began = clock.now(world.home, cast.community) - timedelta(minutes=75)  # stories move it
        hour = began.isoformat().replace("+00:00", "Z")
        asked = f"/v1/devices/balances?community={cast.community}&hour={hour}"
        items = world.ask("GET", asked, cast.people["community_worker"]).body["items"]
        return next((one for one in items if one["thing"] == thing), None)

    balance = until(counted)
    assert (balance["sent"], balance["stored"], balance["missing"]) == (SENT, SENT - gone, gone)

    def lost():
        """What is missing is told of after it was counted."""
        losses = world.ask("GET", "/v1/devices/losses", world.operator).body["items"]
        spans = [one for loss in losses for one in loss["lost"].values()]
        return {one["thing"]: one["missing"] for one in spans}.get(thing, 0)

    until(lambda: lost() >= gone)
    assert lost() == gone


def test_what_is_missing_is_an_incident(world, cast):
    """Of the hour of the test before, or of two, if one just ended."""

    def raised():
        asked = f"/v1/incidents?community={cast.community}&stage=open"
        items = world.ask("GET", asked, cast.people["community_worker"]).body["items"]
        return [one for one in items if one["measure"] == "messages_missing"]

    assert {one["category"] for one in until(raised)} == {"A8"}


def test_the_status_says_so_too(world, cast):
    city = here.City(world.home, world.city)
    hours = list(conservation.of(city, [cast.community]))
    assert sum(one.sent for one in hours) == 4 * SENT
    assert sum(one.missing for one in hours) == 111
    assert all(one.stored == one.sent - one.missing for one in hours)
