"""Alarms and rules of a device: tried on its past, put in force, fired, and taken back."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from operate.scenario.story import HOME
from tests.web.conftest import DESK, PHONE

SLOW = 60_000  # ms, for what machines do by themselves
PAST = (6.0, 2.1, 5.5, 2.4, 5.8)  # of an oxygen probe, an hour after another
STORY = {
    "title": {"zh": "规则测试社区", "en": "Community of the rules' tests"},
    "people": {
        "wang": "grid_worker",
        "li": "community_worker",
        "chen": "property_manager",
        "old": "resident",
    },
    "kinds": ["pond"],
    "devices": {
        "probe": {"kind": "pond"},
        "meter": {"kind": "water_meter"},
        "cover": {"kind": "manhole"},
        "band": {"kind": "wearable", "registered": False},
    },
    "file": HOME / "devices/rules.yaml",
    "steps": [{"advance": "1 second"}],
}


@pytest.fixture(scope="module", autouse=True)
def measured(world, cast):
    now = datetime.now(UTC)
    hours = (now - timedelta(hours=len(PAST) - n) for n in range(len(PAST)))
    samples = [
        {"at": at.isoformat(), "measures": {"oxygen_mg_l": value}}
        for at, value in zip(hours, PAST, strict=True)
    ]
    publish(world, cast, "probe", samples=samples)


def publish(world, cast, name, **said):
    body = {"channel": "reading", **said}
    world.fleet("POST", f"/devices/{cast.mounted[name]}/publish", body)


@pytest.fixture
def held(desk, cast):
    """held("li", "probe"): the alarms and rules of that device before him."""

    def open_(person, device, part="rules", size=DESK, **wishes):
        return desk(person, f"/ops/devices/{cast.mounted[device]}/{part}", size, **wishes)

    return open_


def pressed(page, name):
    page.get_by_role("button", name=name, exact=True).first.click()
    page.get_by_role("dialog").get_by_role("button", name=name, exact=True).click()


def written(page, number):
    """A rule of an oxygen that is too low."""
    page.get_by_label("规则编号").fill(number)
    page.get_by_label("比较").select_option(label="<")
    page.get_by_label(re.compile("^数值")).fill("3")
    page.get_by_label(re.compile("恢复到多少")).fill("4")


def test_a_rule_is_tried_enabled_fires_and_is_taken_back(held, world, cast, sound, shot):
    page = held("operator", "probe")
    expect(page.get_by_text("此类型还没有规则")).to_be_visible()
    page.get_by_role("link", name="写一条新规则").click()
    page.get_by_role("button", name="试算", exact=True).click()
    expect(page.get_by_role("alert").get_by_role("link", name="数值: 请填写")).to_be_visible()
    shot(page, "lacking")
    sound(page)
    written(page, "PD-oxygen")
    page.get_by_role("button", name="试算", exact=True).click()
    expect(page.get_by_text("会报警 2 次")).to_be_visible(timeout=SLOW)
    fired = page.get_by_role("region", name="试算结果")
    expect(fired.get_by_role("row").filter(has_text="2.1 mg/L")).to_be_visible()
    expect(fired.locator("canvas")).to_be_visible(timeout=SLOW)
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        shot(page, f"tried-{size['width']}")
        sound(page)
    pressed(page, "启用")
    expect(page.get_by_text("PD-oxygen 已启用")).to_be_visible(timeout=SLOW)
    shot(page, "enabled")

    publish(world, cast, "probe", measures={"oxygen_mg_l": 2.2})
    li = held("li", "probe")
    alarms = li.get_by_role("region", name="报警")
    row = alarms.get_by_role("row").filter(has_text="2.2 mg/L")
    expect(row).to_contain_text("持续中", timeout=SLOW)
    expect(li.get_by_role("region", name="限值与规则")).to_contain_text("溶解氧 < 3 mg/L")
    expect(li.get_by_role("region", name="限值与规则")).to_contain_text("本市自定")
    shot(li, "alarmed")
    sound(li)

    pressed(page, "撤销启用")
    expect(page.get_by_text("PD-oxygen 已启用")).to_have_count(0)
    publish(world, cast, "probe", measures={"oxygen_mg_l": 5.0})
    expect(alarms.get_by_text("现在没有报警")).to_be_visible(timeout=SLOW)
    alarms.locator("summary", has_text="以前的报警").click()
    expect(alarms.get_by_role("row").filter(has_text="2.2 mg/L")).to_contain_text("已撤回")


def test_who_may_not_enable_is_told_who_does(held, sound):
    li = held("li", "probe", "trial")
    written(li, "PD-lower")
    li.get_by_role("button", name="试算", exact=True).click()
    expect(li.get_by_text(re.compile("会报警 [23] 次"))).to_be_visible(timeout=SLOW)
    expect(li.get_by_text("启用规则由城市运维员进行")).to_be_visible()
    expect(li.get_by_role("button", name="启用", exact=True)).to_have_count(0)
    li.get_by_label(re.compile("^数值")).fill("1")
    expect(li.get_by_text("试算之后规则又改过")).to_be_visible()
    li.get_by_label(re.compile("恢复到多少")).fill("0")
    li.get_by_role("button", name="试算", exact=True).click()
    expect(li.get_by_role("link", name=re.compile("须在限值的正常一侧"))).to_be_visible()
    sound(li)


def test_a_rule_of_the_catalogue_is_tried_as_it_is_and_altered(held, sound, shot):
    li = held("li", "meter")
    limits = li.get_by_role("region", name="限值与规则")
    expect(limits).to_contain_text("统一目录的规则，本市没有改过")
    expect(limits).to_contain_text("只在 02:00–05:00 之间")
    expect(limits).to_contain_text("待本市确认")
    shot(li, "catalogue")
    sound(li)
    limits.get_by_role("link", name="用历史试算 WM-battery").click()
    expect(li.get_by_label("哪条规则")).to_have_value("WM-battery")
    li.get_by_role("button", name="试算", exact=True).click()
    expect(li.get_by_text("一次也不会报警")).to_be_visible(timeout=SLOW)
    expect(li.get_by_text("这段时间没有读数")).to_be_visible()
    expect(li.get_by_text("启用规则由城市运维员进行")).to_have_count(0)
    li.locator("summary", has_text="改动后再试").click()
    expect(li.get_by_label(re.compile("^数值"))).to_have_value("15")
    sound(li)


def test_a_window_is_registered_and_ended(held, sound, shot):
    li = held("li", "meter")
    windows = li.get_by_role("region", name="检修与测试时段")
    expect(windows).to_contain_text("没有登记时段")
    windows.locator("summary", has_text="登记时段").click()
    windows.get_by_role("button", name="登记时段").click()
    expect(windows.locator(".fault")).to_be_visible()
    windows.get_by_label("原因").fill("更换电池")
    windows.get_by_role("button", name="登记时段").click()
    row = windows.get_by_role("row").filter(has_text="更换电池")
    expect(row).to_contain_text("进行中")
    shot(li, "window")
    sound(li)
    row.get_by_role("button", name="提前结束").click()
    li.get_by_role("dialog").get_by_role("button", name="提前结束").click()
    expect(row).to_contain_text("提前结束")
    expect(row).to_contain_text("已结束")


def test_alarms_of_a_personal_device_are_asked_for_with_a_purpose(held, band, visit, sound, shot):
    li = held("li", "band")
    expect(li.get_by_text("每次查看都会记下")).to_be_visible()
    expect(li.get_by_role("link", name=re.compile("用历史试算"))).to_have_count(0)
    shot(li, "personal")
    sound(li)
    li.get_by_label("用途").select_option("visit")
    li.get_by_role("button", name=re.compile("^查看")).click()
    expect(li.get_by_text("现在没有报警")).to_be_visible(timeout=SLOW)
    wang = held("wang", "band")
    expect(wang.get_by_label("用途").locator("option")).to_have_text("处置事件")
    wang.get_by_role("button", name=re.compile("^查看")).click()
    expect(wang.get_by_text("现在没有报警")).to_be_visible(timeout=SLOW)
    visit.complaints[:] = [one for one in visit.complaints if "403" not in one]


def test_limits_of_another_feature_are_not_here(held, sound):
    li = held("li", "cover")
    expect(li.get_by_text("由其所属功能管理")).to_be_visible()
    li.get_by_role("link", name="读数", exact=True).click()
    expect(li.get_by_text("由其所属功能保管")).to_be_visible()
    expect(li.get_by_role("link", name="设施页")).to_have_attribute(
        "href", re.compile("/ops/assets/")
    )
    sound(li)


def test_kinds_are_of_the_catalogue_or_the_citys_own(desk, cast, sound, shot):
    page = desk("operator", "/ops/devices/kinds")
    expect(page.get_by_role("link", name="水表")).to_be_visible(timeout=SLOW)
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        shot(page, f"kinds-{size['width']}")
        sound(page)
    page.get_by_label("来源").select_option("catalogue")
    expect(page).to_have_url(re.compile("sort=catalogue"))
    page.get_by_role("link", name="水表").click()
    expect(page.get_by_role("region", name="测量项")).to_contain_text("瞬时流量")
    shot(page, "kind")
    sound(page)


def test_a_kind_of_the_citys_own_is_added_once_all_of_it_is_right(desk, cast, visit, sound, shot):
    visit.forgiven += ("status of 422",)
    page = desk("operator", "/ops/devices/kinds")
    page.get_by_role("link", name="新增设备类型").click()
    page.get_by_role("button", name="从示例开始").click()
    text = page.get_by_label("内容")
    good = json.loads(text.input_value()) | {"id": f"cabinet_{cast.lot.number}"}
    text.fill("{")
    page.get_by_role("button", name="新增", exact=True).click()
    expect(page.get_by_text("这不是 JSON 对象")).to_be_visible()
    text.fill(json.dumps(good | {"prefix": "MH", "every_seconds": 0}))
    page.get_by_role("button", name="新增", exact=True).click()
    expect(page.get_by_role("row").filter(has_text="every_seconds")).to_contain_text("数字太小")
    shot(page, "kind-refused")
    sound(page)
    text.fill(json.dumps(good))
    page.get_by_role("button", name="新增", exact=True).click()
    expect(page.get_by_role("heading", level=2).first).to_contain_text("冷柜")
    expect(page.get_by_text("除霜")).to_be_visible()


def test_a_kind_is_made_what_it_was(desk, world, cast, sound, shot):
    kind = cast.kinds["pond"]
    path = f"/v1/devices/kinds/{kind}"
    known = world.ask("GET", f"{path}?community={cast.community}", world.operator).body
    others = ("id", "own", "owner", "heard_by", "version")
    said = {name: one for name, one in known.items() if name not in others}
    changed = {**said, "every_seconds": 1800}
    match = {"If-Match": str(known["version"])}
    assert world.ask("PUT", path, world.operator, changed, match).status == 200
    page = desk("operator", f"/ops/devices/kinds/{kind}")
    past = page.get_by_role("region", name="修改记录")
    expect(past).to_contain_text("上报间隔改动", timeout=SLOW)
    past.get_by_role("button", name=f"恢复到第 {known['version']} 版").first.click()
    asked = page.get_by_role("dialog")
    expect(asked).to_contain_text("上报间隔改动")
    shot(page, "reversed")
    sound(page)
    asked.get_by_role("button", name=re.compile("恢复到")).click()
    expect(asked).to_be_hidden()
    expect(page.get_by_role("region", name="是什么")).to_contain_text("1 小时")
    after = world.ask("GET", f"{path}?community={cast.community}", world.operator).body
    assert after["every_seconds"] == known["every_seconds"]


@pytest.mark.parametrize("part", ["rules", "trial"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_rules_are_sound_in_each_look(part, language, reader, every_look):
    page = reader("li", f"/ops/devices/{{meter}}/{part}", language=language)
    every_look(page, f"{part}-{language}")


@pytest.mark.parametrize(
    "path", ["/ops/devices/kinds", "/ops/devices/kinds/robot", "/ops/devices/kinds/new"]
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_kinds_are_sound_in_each_look(path, language, reader, every_look):
    page = reader("operator", path, language=language)
    every_look(page, f"{path.rpartition('/')[2]}-{language}")


def test_of_two_who_change_a_kind_the_later_is_told(held, world, cast, visit, sound, shot):
    path = f"/v1/devices/kinds/{cast.kinds['pond']}"
    page = held("operator", "probe", "trial")
    written(page, "PD-twice")
    page.get_by_role("button", name="试算", exact=True).click()
    expect(page.get_by_role("region", name="启用这条规则")).to_be_visible(timeout=SLOW)
    known = world.ask("GET", f"{path}?community={cast.community}", world.operator).body
    others = ("id", "own", "owner", "heard_by", "version")
    said = {name: one for name, one in known.items() if name not in others}
    match = {"If-Match": str(known["version"])}
    changed = {**said, "silent_after": known["silent_after"] + 1}
    assert world.ask("PUT", path, world.operator, changed, match).status == 200
    pressed(page, "启用")
    expect(page.get_by_text("别人刚刚改过此类型")).to_be_visible(timeout=SLOW)
    shot(page, "stale")
    sound(page)
    pressed(page, "启用")
    expect(page.get_by_text("PD-twice 已启用")).to_be_visible(timeout=SLOW)
    after = world.ask("GET", f"{path}?community={cast.community}", world.operator).body
    assert after["silent_after"] == changed["silent_after"]
    pressed(page, "撤销启用")
    expect(page.get_by_text("PD-twice 已启用")).to_have_count(0)
    visit.complaints[:] = [one for one in visit.complaints if "412" not in one]
