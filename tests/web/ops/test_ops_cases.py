"""What exceeds its limits at the desk: the list, one case, and what late data changed of it."""

import re
import time

import pytest
from playwright.sync_api import expect

from operate.scenario.player import take
from operate.scenario.scene import Scene
from tests.web.conftest import DESK, NARROW
from tests.web.keys import press, reach, titled

LISTED = "/v1/environment/cases?community=${community}"
STORY = {
    "title": {"zh": "超标页测试社区", "en": "Community of the pages of exceedances"},
    "people": {"wang": "grid_worker", "li": "community_worker"},
    "stations": {"loud": {"kind": "noise", "zone": "1"}, "late": {"kind": "noise", "zone": "1"}},
    "rosters": {"community": {"duty": ["wang"]}},
    "chain": {"operator": "${li}", "levels": [{"post": "duty", "place": "community"}]},
    "steps": [  # an hour is too loud at both; what the second sends late shows that it was not
        {"advance": "to 13:56"},
        {"publish": "loud", "channel": "reading", "measures": {"leq_db": 60}, "over": "49 minutes"},
        {"publish": "late", "channel": "reading", "measures": {"leq_db": 56}, "over": "29 minutes"},
        {"advance": "15 minutes"},
        {"sweep": "environment"},
        {
            "expect": f"GET {LISTED}",
            "as": "li",
            "holds": ["length(items) == `2`"],
            "capture": {
                "open": "items[?station_id=='${loud}'].id | [0]",
                "over": "items[?station_id=='${late}'].id | [0]",
            },
            "within": 90,
        },
        {"advance": "1 hour"},
        {
            "publish": "late",
            "channel": "reading",
            "measures": {"leq_db": 40},
            "over": "24 minutes",
            "dated": "-102 minutes",
        },
        {"sweep": "environment"},
        {
            "expect": "GET /v1/environment/cases/${over}",
            "as": "li",
            "answer": {"ended": "withdrawn"},
            "within": 60,
        },
    ],
}


@pytest.fixture(scope="module")
def cases(world, cast):
    """Their ids: `open`, which is exceeded now, and `over`, which late data withdrew. The tests
    before those that ask for them see none.
    """
    scene = Scene(cast.story, world, cast, boot=int(time.time()))
    for step in cast.story.steps:
        take(scene, step)
    return {name: cast.known[name] for name in ("open", "over")}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_community_without_any_says_so(language, reader, every_look):
    page = reader("wang", "/ops/cases", language=language)
    nothing = {"zh": "没有正在超标的", "en": "Nothing exceeds its limits"}
    expect(page.get_by_text(nothing[language])).to_be_visible()
    every_look(page, f"none-{language}")


@pytest.mark.parametrize("path", ["/ops/cases", "/ops/cases/{open}", "/ops/cases/{over}"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_page_is_sound_in_each_look(path, language, reader, cases, every_look):
    page = reader("wang", path.format(**cases), language=language)
    value = "56 dB(A)" if "over" in path else "60 dB(A)"
    expect(page.get_by_text(value).first).to_be_visible()
    one = page.get_by_role("heading", level=1, name=re.compile("等效声级|equivalent level"))
    expect(one).to_have_count(int("{" in path))
    every_look(page, f"{path.strip('/{}').replace('/', '-').replace('{', '')}-{language}")


def test_a_case_is_found_and_read_by_keys(desk, world, cast, cases, shot, sound):
    known = world.ask("GET", f"/v1/environment/cases/{cases['over']}", cast.people["li"]).body
    [correction] = known["corrections"]
    wang = desk("wang", "/ops/cases")
    which = wang.get_by_role("combobox", name="列出")
    expect(which).to_be_visible()
    reach(wang, which)
    wang.keyboard.press("ArrowDown")
    row = wang.get_by_role("row").filter(has_text=cast.stations["late"])
    expect(row).to_contain_text("已撤回")
    press(wang, row.get_by_role("link", name="等效声级 56 dB(A)"))
    titled(wang, "等效声级超标")
    expect(wang.get_by_text("当时并未超标")).to_be_visible()
    rows = wang.get_by_role("region", name="补到的数据改了什么").locator("tbody tr")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("56 dB(A)")
    expect(rows).to_contain_text(f"{correction['value']:g} dB(A)")
    assert correction["value"] < 55
    for size in (DESK, NARROW):
        wang.set_viewport_size(size)
        shot(wang, f"withdrawn-{size['width']}")
        sound(wang)


def test_a_station_leads_to_its_cases(desk, cast, cases, sound):
    station = cast.stations["loud"]
    li = desk("li", f"/ops/stations/{station}")
    press(li, li.get_by_role("link", name="看这个站的超标"))
    expect(li.get_by_role("row").filter(has_text=station)).to_contain_text("正在超标")
    expect(li.get_by_role("button", name=f"只看 {station}")).to_be_visible()
    sound(li)
