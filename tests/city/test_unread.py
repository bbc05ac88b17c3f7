"""What could not be taken and what died is tried again by whoever mends it, through the queues."""

import base64
import json
import uuid
from functools import partial

import pytest

from linli import names
from tests import quarantine
from tests.waiting import until

QUARANTINE, REDRIVES = "/v1/facilities/quarantine", "/v1/facilities/redrives"


@pytest.fixture
def ask(world):
    def ask(method, path, sub=None, key=None):
        headers = {"Idempotency-Key": key or uuid.uuid4().hex}
        return world.ask(
            method, path, sub or world.operator, {} if method == "POST" else None, headers
        )

    return ask


@pytest.fixture
def waiting(world):
    return partial(quarantine.kept, world, "facilities")


@pytest.fixture
def kept(world, cast, waiting):
    """A message that nobody can read, in quarantine."""
    before = waiting().keys()
    body = {"channel": "alarm", "base64": base64.b64encode(b"{").decode(), "wait": 5}
    world.fleet("POST", f"/devices/{cast.assets['other']}/publish", body)
    [found] = until(lambda: waiting().keys() - before)
    return found


def test_one_that_is_sent_again_and_refused_again_waits_anew(world, cast, ask, kept, waiting):
    path, before = f"{QUARANTINE}/{kept}/replays", waiting().keys()
    assert ask("POST", path, cast.people["community_worker"]).status == 404
    key = uuid.uuid4().hex
    first = ask("POST", path, key=key)
    assert (first.status, first.body["replayed_by"]) == (201, world.operator)
    assert ask("POST", path, key=key).body == first.body
    again = ask("POST", path)
    assert (again.status, again.body["code"]) == (409, "already-replayed")
    [anew] = until(lambda: waiting().keys() - before)
    assert waiting()[anew]["why"] == first.body["why"]
    assert kept not in waiting()
    replayed = ask("GET", f"{QUARANTINE}?replayed=true").body["items"]
    assert [one["replayed_by"] for one in replayed if one["id"] == kept] == [world.operator]


def test_one_that_is_dropped_waits_no_more(world, cast, ask, kept, waiting):
    path = f"{QUARANTINE}/{kept}/drops"
    assert waiting()[kept]["device"] == cast.assets["other"]

    def drop(sub):
        key = {"Idempotency-Key": uuid.uuid4().hex}
        return world.ask("POST", path, sub, {"reason": "a test"}, key)

    assert drop(cast.people["community_worker"]).status == 404
    said = drop(world.operator)
    assert (said.status, said.body["dropped"]["by"]) == (201, world.operator)
    assert kept not in waiting()
    assert waiting(replayed="true")[kept]["dropped"]["reason"] == "a test"
    assert drop(world.operator).body["code"] == "already-dropped"


def test_what_died_goes_back_to_where_it_was_meant_for(world, cast, home, ask, waiting):
    before = waiting().keys()
    sqs = home.client("sqs")
    name = names.resource(home.city(), "facilities", "dead")
    url = sqs.get_queue_url(QueueName=name)["QueueUrl"]
    sqs.send_message(QueueUrl=url, MessageBody=json.dumps({"detail-type": "Unheard"}))
    assert ask("GET", REDRIVES).body["waiting"] >= 1
    assert ask("POST", REDRIVES, cast.people["community_worker"]).status == 404
    key = uuid.uuid4().hex
    done = ask("POST", REDRIVES, key=key)
    assert (done.status, done.body["by"]) == (201, world.operator)
    assert done.body["moved"] == done.body["found"] >= 1
    assert ask("POST", REDRIVES, key=key).body == done.body
    assert ask("GET", REDRIVES).body["items"][0]["id"] == done.body["id"]
    assert until(lambda: waiting().keys() - before)  # as its reactions know no such fact
    nothing = ask("POST", REDRIVES)
    assert (nothing.status, nothing.body["code"]) == (409, "nothing-dead")
