"""What exceeds its limits at the desk: the list, one case, what people do about it, and what late
data changed of it.
"""

import re
import time
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from operate.scenario.player import take
from operate.scenario.scene import Scene
from tests.web.conftest import DESK, NARROW
from tests.web.keys import press, reach, titled, typed

LISTED = "/v1/environment/cases?community=${community}"
STORY = {
    "title": {"zh": "超标页测试社区", "en": "Community of the pages of exceedances"},
    "people": {"wang": "grid_worker", "li": "community_worker", "chen": "property_manager"},
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


def local(at, **earlier):
    """As a person enters it."""
    wall = datetime.fromisoformat(at).astimezone(ZoneInfo("Asia/Shanghai"))
    return (wall - timedelta(**earlier)).strftime("%Y-%m-%dT%H:%M")


def test_who_asked_for_quiet_records_it_once_by_keys(desk, world, cast, cases, visit, shot, sound):
    one, me = f"/v1/environment/cases/{cases['open']}", cast.people["chen"]

    def known():
        return world.ask("GET", one, me).body

    visit.forgiven += ("status of 422", "ERR_CONNECTION_RESET")
    before = known()
    chen = desk("chen", f"/ops/cases/{cases['open']}")
    act = chen.get_by_role("region", name="记录劝阻")
    record = act.get_by_role("button", name="记下劝阻")
    press(chen, record)
    missing = act.get_by_role("alert").get_by_role("link")
    expect(missing).to_have_text(["请选择", "请填日期和时间", "请写明，至少两个字"])
    sound(chen)

    reach(chen, act.get_by_label("谁去劝阻的"))
    for _ in range(3):
        chen.keyboard.press("ArrowDown")
    typed(chen, act.get_by_label("怎么劝的"), "上门劝阻，对方未关小音响")
    when = act.get_by_label("什么时候劝阻的")
    when.fill(local(before["since"], days=2))
    press(chen, record)
    expect(act.locator("#dissuaded-at-fault")).to_contain_text("时间有误")
    shot(chen, "dissuade-wrong")
    sound(chen)
    when.fill(local(before["seen"]))

    def answer_lost(route):
        sent = route.request
        key = {"Idempotency-Key": sent.headers["idempotency-key"]}
        said = world.ask("POST", f"{one}/dissuasions", me, sent.post_data_json, key)
        assert said.status == 201, said
        route.abort("connectionreset")

    chen.route("**/dissuasions", answer_lost, times=1)
    press(chen, record)
    expect(act.locator(".trouble")).to_be_visible()
    press(chen, record)
    done = chen.get_by_role("list", name="做过什么").get_by_role("listitem")
    expect(done).to_have_count(1)
    expect(done).to_contain_text("物业已劝阻 · 您")
    expect(done).to_contain_text("上门劝阻，对方未关小音响")
    expect(act.get_by_label("怎么劝的")).to_have_value("")
    assert [one["party"] for one in known()["dissuasions"]] == ["property_manager"]
    for size in (DESK, NARROW):
        chen.set_viewport_size(size)
        shot(chen, f"dissuaded-{size['width']}")
        sound(chen)


def test_noise_is_reported_once_after_it_was_dissuaded(desk, world, cast, cases, shot, sound):
    path = f"/v1/environment/cases/{cases['open']}"
    known = world.ask("GET", path, cast.people["li"]).body
    if not known["dissuasions"]:
        said = {"party": "owners_committee", "at": known["seen"], "note": "上门劝过"}
        key = {"Idempotency-Key": f"dissuaded-{cases['open']}"}
        world.ask("POST", f"{path}/dissuasions", cast.people["li"], said, key)
    li = desk("li", f"/ops/cases/{cases['open']}")
    act = li.get_by_role("region", name="报告主管部门")
    press(li, act.get_by_role("button", name="记下报告"))
    expect(act.get_by_role("alert").get_by_role("link")).to_have_count(2)
    typed(li, act.get_by_label("报告给哪个部门"), "公安派出所")
    typed(li, act.get_by_label("报告了什么"), "劝阻无效")
    press(li, act.get_by_role("button", name="记下报告"))
    sure = li.get_by_role("dialog")
    expect(sure).to_contain_text("已报告“公安派出所”？")
    shot(li, "report-sure")
    sound(li)
    press(li, sure.get_by_role("button", name="记下报告"))
    done = li.get_by_role("list", name="做过什么").get_by_role("listitem")
    expect(done.last).to_contain_text("已报告公安派出所 · 您")
    expect(act).to_have_count(0)
    shot(li, "reported")
    sound(li)
    assert world.ask("GET", path, cast.people["li"]).body["reported"]["note"] == "劝阻无效"
