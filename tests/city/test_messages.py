"""The largest and the smallest message a device can send; its neighbours go on."""

import base64

import httpx
import pytest

from operate.scenario import waiting
from tests.waiting import until

LIMIT = 128 * 1024  # of the broker


@pytest.fixture
def kept(world, cast):
    return lambda: len(waiting.messages(world, {cast.assets["other"]}))


@pytest.fixture
def raw(world, cast):
    def publish(payload):
        body = {"channel": "alarm", "base64": base64.b64encode(payload).decode(), "wait": 5}
        world.fleet("POST", f"/devices/{cast.assets['other']}/publish", body)

    return publish


def test_a_message_of_no_bytes_waits_in_quarantine(raw, kept):
    before = kept()
    raw(b"")
    assert until(lambda: kept() == before + 1)


def test_a_message_of_129_kb_is_refused_or_waits_and_is_never_taken(raw, kept, world, cast):
    before, taken = kept(), waiting.progress(world, cast.assets["other"])["taken"]
    if not refused(raw, b"x" * (LIMIT + 1024)):  # as the broker of AWS would
        assert until(lambda: kept() == before + 1)
    assert waiting.progress(world, cast.assets["other"])["taken"] == taken


def refused(raw, payload):
    try:
        raw(payload)
    except httpx.HTTPStatusError as error:
        return error.response.status_code in (403, 504)
    return False


def test_neighbours_go_on(world, cast, tell, raw):
    before = waiting.progress(world, cast.assets["other"])["taken"]
    raw(b"\xff\xfe not json")
    tell("other", tilt_degrees=1)
    assert until(lambda: waiting.progress(world, cast.assets["other"])["taken"] == before + 1)
