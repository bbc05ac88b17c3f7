"""What exceeds its limits at the desk: the list, one case, and what late data changed of it."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.web.conftest import DESK, NARROW
from tests.web.keys import press, reach, titled

STORY = {
    "title": {"zh": "超标页测试社区", "en": "Community of the pages of exceedances"},
    "people": {"wang": "grid_worker", "li": "community_worker"},
    "rosters": {"community": {"duty": ["wang"]}},
    "chain": {"operator": "${li}", "levels": [{"post": "duty", "place": "community"}]},
    "steps": [{"advance": "1 second"}],
}
STATION = "NS-WC-001"  # of the city's own: its name is read from the API
OPEN, OVER = "a" * 26, "b" * 26


def _at(hours):
    return (datetime.now(UTC) - timedelta(hours=hours)).isoformat()


@pytest.fixture
def cases(cast):
    """By id: one that is exceeded now, and one that late data withdrew."""
    noise = {"station_id": STATION, "community": cast.community, "kind": "noise", "key": "leq"}
    noise |= {"version": 1, "grid": None, "lat": 37.87, "lon": 112.55, "measure": "leq"}
    noise |= {"value": 61.2, "limit": 50, "limit_id": "GB3096-2", "article": "GB 3096-2008"}
    noise |= {"verified": False, "reference": True, "period": "night", "zone": None, "primary": []}
    noise |= {"rule": "NOISE-night-leq", "raises": "hazard", "priority": "P3", "category": "O6"}
    noise |= {"since": _at(5), "seen": _at(4), "cleared_at": None, "closed_at": None, "ended": None}
    noise |= {"withdrawn_at": None, "corrections": [], "episode": 0, "sample_since": None}
    noise |= {"released": False, "dissuasions": [], "reported": None, "results": [], "reason": None}
    late = [{"hour": _at(5), "was": 61.2, "value": 48.5, "at": _at(2)}]
    late += [{"hour": _at(4), "was": 60, "value": None, "at": _at(1)}]
    why = {
        "zh": "补到的数据表明当时并未超标,已撤回",
        "en": "Late data show that it was not exceeded",
    }
    ended = {"ended": "withdrawn", "closed_at": _at(1), "withdrawn_at": _at(1), "reason": why}
    return {OPEN: noise | {"id": OPEN}, OVER: noise | ended | {"id": OVER, "corrections": late}}


@pytest.fixture
def told(cases):
    """told(page): as if these were the cases of the community."""

    def listed(route):
        which = OVER if "over=true" in route.request.url else OPEN
        route.fulfill(json={"items": [cases[which]], "next": None})

    def one(route):
        case = cases[route.request.url.split("/")[-1]]
        route.fulfill(json=case | {"names": {}})

    def tell(page):
        page.route("**/v1/environment/cases?*", listed)
        page.route("**/v1/environment/cases/*", one)
        page.reload()

    return tell


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_community_without_any_says_so(language, reader, every_look):
    page = reader("wang", "/ops/cases", language=language)
    nothing = {"zh": "没有正在超标的", "en": "Nothing exceeds its limits"}
    expect(page.get_by_text(nothing[language])).to_be_visible()
    every_look(page, f"none-{language}")


@pytest.mark.parametrize("path", ["/ops/cases", f"/ops/cases/{OPEN}", f"/ops/cases/{OVER}"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_page_is_sound_in_each_look(path, language, reader, told, every_look):
    page = reader("wang", "/ops/cases", language=language)
    told(page)
    page.goto(f"{page.url.split('?')[0].removesuffix('/ops/cases')}{path}?{page.url.split('?')[1]}")
    expect(page.get_by_text("50 dB(A)").or_(page.get_by_text("61.2 dB(A)")).first).to_be_visible()
    every_look(page, f"{path[-10:].replace('/', '-')}-{language}")


def test_a_case_is_found_and_read_by_keys(desk, told, shot, sound):
    wang = desk("wang", "/ops/cases")
    told(wang)
    which = wang.get_by_role("combobox", name="列出")
    expect(which).to_be_visible()
    reach(wang, which)
    wang.keyboard.press("ArrowDown")
    row = wang.get_by_role("row").filter(has_text=STATION)
    expect(row).to_contain_text("已撤回")
    press(wang, row.get_by_role("link", name="等效声级 61.2 dB(A)"))
    titled(wang, "等效声级超标")
    expect(wang.get_by_text("当时并未超标")).to_be_visible()
    rows = wang.get_by_role("region", name="补到的数据改了什么").locator("tbody tr")
    expect(rows).to_have_count(2)
    expect(rows.first).to_contain_text("没有结果")
    expect(rows.last).to_contain_text("48.5 dB(A)")
    for size in (DESK, NARROW):
        wang.set_viewport_size(size)
        shot(wang, f"withdrawn-{size['width']}")
        sound(wang)


def test_a_station_leads_to_its_cases(desk, told, sound):
    li = desk("li", f"/ops/stations/{STATION}")
    told(li)
    press(li, li.get_by_role("link", name="看这个站的超标"))
    expect(li.get_by_role("row").filter(has_text=STATION)).to_contain_text("正在超标")
    expect(li.get_by_role("button", name=f"只看 {STATION}")).to_be_visible()
    sound(li)
