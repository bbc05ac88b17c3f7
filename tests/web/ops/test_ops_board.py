"""Who is on duty sees what a device raised: told over the socket, or by polls where there is none;
and when it may be old.
"""

import json
import re

import pytest
from playwright.sync_api import expect

from tests.web import desk as desks
from tests.web.conftest import DESK
from tests.web.work import until_on

COVERS = ("cover", "pushed", "no_ticket", "no_socket")  # one for each test that lets one tilt
STORY = desks.STORY | {"assets": {name: {"kind": "manhole"} for name in COVERS}}
PUT_OFF = """
const soon = setTimeout, three = ms => ms > 2600 && ms < 3400
window.setTimeout = (work, ms, ...given) => soon(work, three(ms) ? 3_600_000 : ms, ...given)
"""


@pytest.fixture
def board(desk):
    return desk("li")


@pytest.fixture
def prepared(signed_in, cast):
    """A board whose socket is as `prepare` leaves it."""

    def open_(prepare):
        there = f"/ops?community={cast.community}"
        page = signed_in(cast.sub("li"), there, DESK, before=prepare, alone=True)
        page.locator(".duty").wait_for()
        return page

    return open_


def row(page, cast, name):
    return page.get_by_role("row").filter(has_text=cast.assets[name])


def test_an_alarm_of_a_device_appears_by_itself(board, tell, cast, shot):
    expect(board.get_by_text("没有未办结的事件")).to_be_visible()
    shot(board, "empty")
    tell("cover", tilt_degrees=33)
    found = row(board, cast, "cover")
    expect(found).to_contain_text("窨井盖", timeout=20_000)
    expect(found).to_contain_text("已派单", timeout=20_000)
    expect(found).to_contain_text("还剩")
    shot(board, "alarm")


def test_old_data_does_not_look_live(board, visit, shot):
    expect(board.get_by_text(re.compile("更新于"))).to_be_visible()
    board.route("**/v1/**", lambda route: route.abort())
    expect(board.get_by_text("暂时连不上")).to_be_visible(timeout=20_000)  # after three misses
    expect(board.locator(".stale .data")).to_be_visible()
    shot(board, "stale")
    board.unroute("**/v1/**")
    board.get_by_role("button", name="重试").click()
    expect(board.get_by_text("暂时连不上")).to_be_hidden()
    visit.complaints[:] = [line for line in visit.complaints if "ERR_FAILED" not in line]


def test_a_row_appears_without_a_poll(prepared, tell, cast):
    """No poll is ever due again, as it is put off for an hour."""
    said, asked = [], []

    def put_off(page):
        page.add_init_script(PUT_OFF)
        page.on("websocket", lambda one: one.on("framereceived", lambda text: said.append(text)))

    page = prepared(put_off)
    until_on(page, lambda: said, 60)
    page.wait_for_timeout(2000)  # what was missed before is asked for
    page.on("request", lambda one: asked.append(one.url) if "/feed" in one.url else None)
    page.wait_for_timeout(7000)  # two polls
    assert asked == []
    tell("pushed", tilt_degrees=33)
    expect(row(page, cast, "pushed")).to_be_visible(timeout=40_000)
    answer, *hints = map(json.loads, said)
    assert answer == {"hears": [cast.community]}
    assert hints
    assert all(hint.keys() == {"topic", "id", "version"} for hint in hints)


@pytest.mark.parametrize("how", ["no_ticket", "no_socket"])
def test_where_the_socket_refuses_polling_goes_on(prepared, tell, cast, visit, how):
    def refusing(page):
        if how == "no_ticket":
            page.route("**/v1/web/tickets", lambda route: route.fulfill(status=503, body="{}"))
        else:
            page.route_web_socket(re.compile("/live"), lambda socket: socket.close())

    page = prepared(refusing)
    tell(how, tilt_degrees=33)
    expect(row(page, cast, how)).to_be_visible(timeout=20_000)
    expect(page.get_by_text("暂时连不上")).to_be_hidden()
    visit.complaints[:] = [line for line in visit.complaints if "503" not in line]
