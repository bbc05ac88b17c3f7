"""The register of assets at the desk: what is registered, corrected, walked past and commanded."""

import re
import uuid

import pytest
from playwright.sync_api import expect

from tests.web import desk as desks
from tests.web.keys import SLOW, press, reach, titled, typed

KIND = {"grid": "${grid}"}
STORY = desks.STORY | {
    "title": {"zh": "设施登记测试社区", "en": "Community of the register's tests"},
    "assets": {
        "siren": {"kind": "siren", "certified": ["sound"], **KIND},
        "valve": {"kind": "gas_valve", "certified": ["close"], **KIND},
        "bell": {"kind": "siren", **KIND},
        "pump": {"kind": "pump", "certified": ["start"], **KIND},
        "lid": {"kind": "manhole"},
        "first": {"kind": "hydrant"},
        "second": {"kind": "hydrant"},
    },
}


def test_one_asset_is_registered_by_keys_alone(desk, sound, shot):
    chen, number = desk("chen", "/ops/assets"), f"MH-{uuid.uuid4().hex[:8]}"
    press(chen, chen.get_by_role("link", name="登记设施"))
    titled(chen, "登记设施")
    press(chen, chen.get_by_role("button", name="登记设施"))
    wrong = chen.get_by_role("alert")
    expect(wrong).to_be_focused()
    for what in ("类型", "编号", "名称", "地址"):
        expect(wrong.get_by_role("link", name=f"请填写：{what}", exact=True)).to_be_visible()
    shot(chen, "missing")
    sound(chen)
    press(chen, wrong.get_by_role("link", name="请填写：类型"))
    expect(chen.get_by_label("类型", exact=True)).to_be_focused()
    chen.keyboard.press("ArrowDown")
    typed(chen, chen.get_by_label("编号", exact=True), number)
    typed(chen, chen.get_by_label("名称", exact=True), "北门井盖")
    typed(chen, chen.get_by_label("地址", exact=True), "北门外十米")
    typed(chen, chen.get_by_label("纬度", exact=True), "37.8701")
    typed(chen, chen.get_by_label("经度", exact=True), "112.5481")
    press(chen, chen.get_by_role("button", name="登记设施"))
    titled(chen, "北门井盖")
    press(chen, chen.get_by_role("link", name="返回"))
    titled(chen, "设施")
    expect(chen.get_by_role("link", name="北门井盖")).to_be_visible()


def test_what_the_city_finds_wrong_stands_at_its_field(desk, cast, sound, shot, visit):
    chen = desk("chen", "/ops/assets/new")
    chen.get_by_label("类型", exact=True).select_option("manhole")
    chen.get_by_label("编号", exact=True).fill(cast.assets["lid"])
    chen.get_by_label("名称", exact=True).fill("西门井盖")
    chen.get_by_label("地址", exact=True).fill("西门")
    chen.get_by_label("纬度", exact=True).fill("37.8701")
    chen.get_by_label("经度", exact=True).fill("112.5481")
    chen.get_by_role("button", name="登记设施").click()
    wrong = chen.get_by_role("alert").get_by_role("link")
    expect(wrong).to_have_text(re.compile("该编号已登记"))
    chen.get_by_label("编号", exact=True).fill(f"MH-{uuid.uuid4().hex[:8]}")
    chen.locator("summary", has_text="更多信息").click()
    chen.get_by_label(re.compile("^出厂日期")).fill("2025-05-02")
    chen.get_by_label(re.compile("^安装日期")).fill("2025-05-01")
    chen.get_by_role("button", name="登记设施").click()
    expect(wrong).to_have_text("日期先后有误")
    expect(chen.get_by_label(re.compile("^安装日期"))).to_have_attribute("aria-invalid", "true")
    shot(chen, "wrong")
    sound(chen)
    visit.complaints[:] = [one for one in visit.complaints if not re.search("409|422", one)]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_registration_is_corrected_on_the_asset_s_page(language, desk, cast, every_look):
    chen = desk("chen", f"/ops/assets/{cast.assets['bell']}", language=language)
    chen.locator("summary", has_text=re.compile("更正登记|Correct the registration")).click()
    name, save = (chen.get_by_label(re.compile("^(名称|Name)$")), chen.get_by_text("保存"))
    every_look(chen, f"revise-{language}")
    if language == "zh":
        name.fill("一层警铃")
        chen.get_by_label("鸣响").check()
        save.click()
        expect(chen.get_by_role("heading", level=1)).to_contain_text("一层警铃")
        past = chen.get_by_role("list", name="经历")
        expect(past).to_contain_text("可自动执行：— → 鸣响", timeout=SLOW)


def test_by_hand_only_what_may_be_told_is_offered_else_it_is_said_why(desk, cast, sound, shot):
    cast.mount("siren")
    li = desk("li", f"/ops/assets/{cast.assets['siren']}")
    orders = li.get_by_role("region", name="指令")
    expect(orders.get_by_role("option")).to_have_text(["鸣响", "消音"])
    orders.get_by_label("下达什么").select_option(label="消音")
    orders.get_by_role("button", name="下达").click()
    orders.get_by_role("dialog").get_by_label("原因").fill("居民反映误响")
    orders.get_by_role("dialog").get_by_role("button", name="下达").click()
    expect(orders.get_by_role("listitem").first).to_contain_text("消音", timeout=SLOW)
    expect(orders.get_by_role("button", name="撤销")).to_have_count(0)  # nothing undoes it
    shot(li, "told")
    sound(li)
    said = {
        "valve": ("li", None),
        "pump": ("li", "启动、停止只随隐患联动执行"),
        "siren": ("chen", "由社区工作者、公务员、城市运维员、网格员下达"),
    }
    for asset, (who, why) in said.items():
        page = desk(who, f"/ops/assets/{cast.assets[asset]}")
        orders = page.get_by_role("region", name="指令")
        if why:
            expect(orders).to_contain_text(why)
            expect(orders.get_by_role("combobox")).to_have_count(0)
        else:
            expect(orders.get_by_role("option")).to_have_text(["关闭"])
        shot(page, f"{asset}-{who}")


def test_the_route_of_a_plan_is_changed_by_keys(desk, cast, every_look):
    chen = desk("chen", "/ops/plans")
    chen.locator("summary", has_text="新建计划").click()
    chen.get_by_label("名称").fill("消火栓月检")
    chen.get_by_label("巡检什么").select_option("PA1-hydrants")
    chen.get_by_label(re.compile(cast.assets["first"])).check()
    chen.get_by_label(re.compile(cast.assets["second"])).check()
    chen.get_by_role("button", name="新建计划").click()
    row = chen.get_by_role("row").filter(has_text="消火栓月检")
    expect(row).to_contain_text("2")
    press(chen, row.get_by_role("link", name=re.compile("更改计划")))
    titled(chen, "更改计划")
    press(chen, chen.locator("summary", has_text="调整走的顺序"))
    places = chen.get_by_label(re.compile("的次序"))
    reach(chen, places.last)
    chen.keyboard.press("ArrowUp")
    expect(places.first).to_be_focused()
    expect(chen.locator("ol li").first).to_contain_text(cast.assets["second"])
    press(chen, chen.get_by_role("button", name="保存"))
    titled(chen, "巡检计划")
    row.get_by_role("link").click()
    chen.locator("summary", has_text="调整走的顺序").click()
    expect(chen.locator("ol li").first).to_contain_text(cast.assets["second"])
    every_look(chen, "route-zh")
    plan = re.search("/ops/plans/[0-9a-f]+", chen.url)
    every_look(desk("chen", plan[0], language="en"), "route-en")
