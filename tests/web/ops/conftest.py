"""Whoever sits at a desk: a community of its own for each file of tests, and its screens."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.web import desk as desks
from tests.web.conftest import DESK

SLOW = 60_000  # ms, for what machines do by themselves


@pytest.fixture(scope="module")
def cast(world, request):
    """The people and things of the file's own STORY, or of that of the desk."""
    yield from desks.town(world, getattr(request.module, "STORY", desks.STORY))


@pytest.fixture
def desk(signed_in, cast):
    """desk("li"): the duty list before him; desk("chen", "/ops/devices/{pump}"): that screen.

    Both when they have what they ask for.
    """
    return _opening(signed_in, cast)


@pytest.fixture
def reader(looking, cast):
    """As desk, for who changes nothing and only looks."""
    return _opening(looking, cast)


def _opening(enter, cast):
    def open_(person, path="/ops", size=DESK, **wishes):
        path = path.format(**cast.mounted)
        there = f"{path}{'&' if '?' in path else '?'}community={cast.community}"
        page = enter(cast.sub(person), there, size, **wishes)
        expect(page.locator(".wait")).to_have_count(0, timeout=SLOW)
        return page

    return open_


@pytest.fixture
def band(world, cast):
    """What somebody of the story wears (`band`, of `old`), registered with his consent."""
    until = (datetime.now(UTC) + timedelta(days=30)).isoformat()
    whose = {"person": cast.people["old"], "basis": "CONSENT", "document": "A-1", "until": until}
    card = {"id": cast.mounted["band"], "community": cast.community, "kind": "wearable"}
    card |= {"name": "手环", "address": "一层", "point": {"lat": 37.87, "lon": 112.55}}
    key = {"Idempotency-Key": uuid.uuid4().hex}
    said = world.ask("POST", "/v1/devices", cast.people["li"], card | {"agreed": whose}, key)
    assert said.status == 201, said.body
    return card["id"]
