"""A desk that hears over the socket shows what happened without a poll, and polls without it."""

import json
import re

import pytest
from playwright.sync_api import expect

from tests.web import desk
from tests.web.conftest import DESK
from tests.web.work import until_on

PUT_OFF = """
const soon = setTimeout, three = ms => ms > 2600 && ms < 3400
window.setTimeout = (work, ms, ...given) => soon(work, three(ms) ? 3_600_000 : ms, ...given)
"""


@pytest.fixture(scope="module")
def town(world):
    yield from desk.town(world)


@pytest.fixture
def alarm(world, town):
    """alarm("cover"): that one tilts."""

    def publish(name):
        body = {"channel": "alarm", "measures": {"tilt_degrees": 33}}
        world.fleet("POST", f"/devices/{town.assets[name]}/publish", body)

    return publish


@pytest.fixture
def board(signed_in, town):
    """A board whose socket is as `prepared` leaves it; the sign-in has a page of its own."""

    def open_(prepared=lambda page: None):
        page = signed_in(town.people["li"], "/me", DESK)
        prepared(page)
        page.goto(page.url.replace("/me", f"/ops?community={town.community}"))
        page.locator(".duty").wait_for()
        return page

    return open_


def row(page, town, name):
    return page.get_by_role("row").filter(has_text=town.assets[name])


def test_a_row_appears_without_a_poll(board, alarm, town):
    """No poll is ever due again, as it is put off for an hour."""
    said, asked = [], []

    def prepared(page):
        page.add_init_script(PUT_OFF)
        page.on("websocket", lambda one: one.on("framereceived", lambda text: said.append(text)))

    page = board(prepared)
    until_on(page, lambda: said, 60)
    page.wait_for_timeout(2000)  # what was missed before is asked for
    page.on("request", lambda one: asked.append(one.url) if "/feed" in one.url else None)
    page.wait_for_timeout(7000)  # two polls
    assert asked == []
    alarm("cover")
    expect(row(page, town, "cover")).to_be_visible(timeout=40_000)
    answer, *hints = map(json.loads, said)
    assert answer == {"hears": [town.community]}
    assert hints
    assert all(hint.keys() == {"topic", "id", "version"} for hint in hints)


@pytest.mark.parametrize("how", ["no ticket", "no socket"])
def test_where_the_socket_refuses_polling_goes_on(board, alarm, town, visit, how):
    name = {"no ticket": "cover", "no socket": "lid"}[how]

    def refusing(page):
        if how == "no ticket":
            page.route("**/v1/web/tickets", lambda route: route.fulfill(status=503, body="{}"))
        else:
            page.route_web_socket(re.compile("/live"), lambda socket: socket.close())

    page = board(refusing)
    alarm(name)
    expect(row(page, town, name)).to_be_visible(timeout=20_000)
    expect(page.get_by_text("暂时连不上")).to_be_hidden()
    visit.complaints[:] = [line for line in visit.complaints if "503" not in line]
