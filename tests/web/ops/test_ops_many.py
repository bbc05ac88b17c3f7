"""The duty list with two thousand open incidents: the page draws no more than a person can read.

How long a press takes to show there is measured by `./linli bench facilities`, at a desk alone.
"""

from urllib.parse import parse_qs, urlparse

import pytest
from playwright.sync_api import expect

SLOW = 60_000  # ms, for what machines do by themselves
OPEN, PAGE = 2000, 100
WINDOW = 50  # rows that are drawn
NODES = 3000  # in the whole page


@pytest.fixture
def many(desk, tell, cast, world):
    """The list of somebody for whom the city answers with one incident two thousand times."""
    tell("cover", tilt_degrees=60)
    li = desk("li")
    row = li.get_by_role("row").filter(has_text=cast.assets["cover"])
    expect(row).to_contain_text("已派单", timeout=SLOW)

    query = f"community={cast.community}&stage=open"
    one = world.ask("GET", f"/v1/incidents?{query}", cast.people["li"]).body["items"][0]

    def answer(route):
        begin = int(parse_qs(urlparse(route.request.url).query).get("after", ["0"])[0] or 0)
        rows = [_copy(one, number) for number in range(begin, begin + PAGE)]
        after = str(begin + PAGE) if begin + PAGE < OPEN else None
        route.fulfill(json={"items": rows, "next": after})

    li.route("**/v1/incidents?*", answer)
    li.reload()
    li.get_by_role("button", name="全部列出").click()
    expect(li.get_by_text(f"显示 {OPEN} 件")).to_be_visible(timeout=SLOW)
    return li


def test_a_list_of_two_thousand_draws_fifty(many, shot):
    rows = many.locator("table.incidents tbody tr")
    expect(rows).to_have_count(WINDOW)
    many.keyboard.press("j")
    for _ in range(5):
        many.keyboard.press("j")
    many.get_by_role("button", name="下一页").click()
    expect(many.get_by_text("第 2 页，共 40 页")).to_be_visible()
    many.get_by_label("级别").select_option("P2")
    expect(many.get_by_text(f"显示 {OPEN // 4} 件")).to_be_visible()
    many.get_by_label("只看派给我的").click()
    expect(many.get_by_text("没有符合条件的")).to_be_visible()
    many.get_by_label("只看派给我的").click()
    expect(rows).to_have_count(WINDOW)
    nodes = many.evaluate("document.querySelectorAll('*').length")
    assert nodes < NODES
    shot(many, "many")


def _copy(one, number):
    return {**one, "id": f"{number:026x}", "priority": f"P{number % 4 + 1}", "number": str(number)}
