"""Who is on duty sees what a device raised, and is told when it may be old."""

import re

import pytest
from playwright.sync_api import expect

from tests.web.conftest import DESK


@pytest.fixture
def board(signed_in, cast):
    return signed_in("community_worker", f"/ops?community={cast.community}", DESK)


def test_an_alarm_of_a_device_appears_by_itself(board, tell, cast, shot):
    expect(board.get_by_text("没有未办结的事件")).to_be_visible()
    shot(board, "empty")
    tell("cover", tilt_degrees=33)
    row = board.get_by_role("row").filter(has_text=cast.assets["cover"])
    expect(row).to_contain_text("窨井盖", timeout=20_000)
    expect(row).to_contain_text("已派单", timeout=20_000)
    expect(row).to_contain_text("还剩")
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
