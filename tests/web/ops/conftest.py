"""Whoever sits at a desk: a community of its own for each file of tests, and its screens."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.web import desk as desks
from tests.web.conftest import DESK, PHONE

NARROW = {"width": 320, "height": 640}
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

    def open_(person, path="/ops", size=DESK, **wishes):
        path = path.format(**cast.mounted)
        there = f"{path}{'&' if '?' in path else '?'}community={cast.community}"
        page = signed_in(cast.sub(person), there, size, **wishes)
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


@pytest.fixture
def every_look(sound, shot):
    """every_look(page, "twin"): sound on a desk, a telephone, a narrow one in the largest type."""

    def look(page, name):
        for how, size in (("normal", DESK), ("normal", PHONE), ("elder-max", NARROW)):
            page.set_viewport_size(size)
            page.evaluate("look => localStorage.setItem('linli.look', look)", how)
            page.reload()
            page.locator("main").wait_for()
            expect(page.locator(".wait")).to_have_count(0)
            shot(page, f"{name}-{how}-{size['width']}")
            sound(page)

    return look
