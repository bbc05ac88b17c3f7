"""The city's socket: whom it lets in, by what, and what is heard over it; see test_tokens.py for
what the ticket's own route refuses.
"""

import json
import uuid
from datetime import UTC, datetime, timedelta

import pytest

from linli import names
from operate import sign_in
from tests.city.test_tokens import Forger
from tests.city.wire import Refused, Wire
from tests.waiting import until

TICKETS = "/v1/web/tickets"


@pytest.fixture(scope="module")
def address(world):
    """As a page is told it."""
    said = world.ask("GET", "/config.json", None).body["socket"]
    assert said.startswith("ws")
    return said


@pytest.fixture
def ticket(world, cast):
    def ask(person="community_worker", token=None):
        sub = None if token else cast.people.get(person, person)
        headers = {"Idempotency-Key": uuid.uuid4().hex}
        headers |= {"Authorization": f"Bearer {token}"} if token else {}
        return world.ask("POST", TICKETS, sub, {"community": cast.community}, headers)

    return ask


@pytest.fixture
def dial(address):
    def open_(ticket=None):
        return Wire(address if ticket is None else f"{address}?ticket={ticket}")

    return open_


def refused(dial, ticket=None):
    with pytest.raises(Refused) as error, dial(ticket):
        pass
    return error.value.args[0]


def test_an_alarm_is_heard_of_by_whoever_is_at_the_desk(ticket, dial, tell, cast, address):
    with dial(ticket().body["ticket"]) as wire:
        wire.say({"action": "still"})
        assert wire.hear() == {"hears": [cast.community]}
        tell("other", tilt_degrees=33)  # of the cover others may have told already
        heard = []
        while not any(one["topic"].startswith("incidents/") for one in heard):
            heard.append(wire.hear())
    assert all(one.keys() == {"topic", "id", "version"} for one in heard)
    assert {one["topic"].partition("/")[2] for one in heard} == {cast.community}


def test_nobody_comes_in_without_a_ticket_or_with_a_token_for_one(dial, world, home, cast):
    token = sign_in.token(home, world.city, cast.people["community_worker"])
    for bad in (None, "", "x.y", token):
        assert refused(dial, bad) in (401, 403)


def test_a_ticket_opens_one_socket(ticket, dial):
    good = ticket().body["ticket"]
    with dial(good):
        assert refused(dial, good) in (401, 403)
    assert refused(dial, good) in (401, 403)
    id_, _, secret = ticket().body["ticket"].partition(".")
    assert refused(dial, f"{id_}.{secret[:-1]}") in (401, 403)


def test_a_ticket_that_is_too_old_opens_nothing(ticket, dial, world):
    good = ticket().body["ticket"]
    key = {"pk": {"S": f"ticket#{good.partition('.')[0]}"}, "sk": {"S": "ticket"}}
    table = names.resource(world.city, "web")
    row = json.loads(world.dynamodb.get_item(TableName=table, Key=key)["Item"]["body"]["S"])
    row["until"] = (datetime.now(UTC) - timedelta(seconds=1)).isoformat()
    world.dynamodb.update_item(
        TableName=table,
        Key=key,
        UpdateExpression="SET body = :late",
        ExpressionAttributeValues={":late": {"S": json.dumps(row)}},
    )
    assert refused(dial, good) in (401, 403)


@pytest.mark.parametrize("kind", ["expired", "not its own key's", "altered", "no token"])
def test_a_token_that_is_wrong_buys_no_ticket(ticket, home, world, cast, kind):
    forger = Forger(home, world.city, sign_in.token(home, world.city, cast.people["official"]))
    altered = forger.token(sub=world.operator).rpartition(".")[0]
    made = {
        "expired": forger.token(iat=1, exp=2),
        "not its own key's": forger.token(sign=lambda _: b"x" * 256),
        "altered": f"{altered}.{forger.signature}",
        "no token": "x.y.z",
    }
    assert ticket(token=forger.token()).status == 201
    assert ticket(token=made[kind]).status == 401


@pytest.mark.parametrize("role", ["resident", "merchant", "auditor", "far_official"])
def test_who_may_not_look_into_the_feeds_buys_none(ticket, role):
    assert ticket(role).status in (403, 404)


def test_whose_membership_ended_hears_nothing_more(ticket, dial, world, cast):
    """At the latest when what is known of him is read anew."""
    sub = f"leaver-{uuid.uuid4().hex[:8]}"
    world.introduce(sub, "离任者")
    membership = {"role": "grid_worker", "place": cast.community}
    world.grant(sub, membership)
    kept = until(lambda: ticket(sub).body.get("ticket"))
    with dial(ticket(sub).body["ticket"]) as wire:
        path = f"/v1/accounts/actors/{sub}/endings"
        key = {"Idempotency-Key": uuid.uuid4().hex}
        assert world.ask("POST", path, world.operator, membership, key).status < 300
        until(lambda: ticket(sub).status == 404, within=60)

        def silent():
            try:
                wire.say({"action": "still"})
                return wire.hear() in ({"hears": []}, None)
            except OSError:
                return True  # something happened there, and was to be told him: so it was closed

        until(silent, within=60)
    assert refused(dial, kept) in (401, 403)


def test_a_place_where_one_is_nobody_is_not_heard_of(ticket, dial, cast):
    with dial(ticket().body["ticket"]) as wire:
        wire.say({"action": "subscribe", "community": cast.known["elsewhere"]})
        assert wire.hear() == {"hears": [cast.community]}
        wire.say({"action": "unsubscribe", "community": cast.community})
        assert wire.hear() == {"hears": []}
        wire.say({"action": "subscribe", "community": cast.community})
        assert wire.hear() == {"hears": [cast.community]}
