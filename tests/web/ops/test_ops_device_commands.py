"""A device's twin and what it is told: a lease, a command, a wish that another made first."""

import re

import pytest
from playwright.sync_api import expect

from tests.waiting import until
from tests.web.conftest import DESK, PHONE

SLOW = 60_000  # ms, for what machines do by themselves
STORY = {
    "title": {"zh": "机器人测试社区", "en": "Community of the robots' tests"},
    "people": {
        "wang": "grid_worker",
        "li": "community_worker",
        "chen": "property_manager",
        "old": "resident",
    },
    "devices": {
        "robot": {"kind": "robot"},
        "kiosk": {"kind": "kiosk"},
        "cover": {"kind": "manhole"},
        "band": {"kind": "wearable", "registered": False},
    },
    "steps": [{"advance": "1 second"}],
}


@pytest.fixture
def twin(desk, cast):
    """twin("wang", "robot"): that device's page of its twin before him."""

    def open_(person, device, size=DESK, **wishes):
        return desk(person, f"/ops/devices/{cast.mounted[device]}/twin", size, **wishes)

    return open_


@pytest.fixture
def behave(world, cast):
    return lambda name, how: world.fleet("POST", f"/devices/{cast.mounted[name]}/behaviour", how)


def pressed(page, name):
    """The button asks, and its answer is given in the dialog."""
    page.get_by_role("button", name=name, exact=True).first.click()
    page.get_by_role("dialog").get_by_role("button", name=name, exact=True).click()


def told(page):
    return page.get_by_role("list", name="指令").get_by_role("listitem")


def test_who_takes_the_lease_drives_and_another_waits(twin, behave, sound, shot):
    behave("robot", {"network": {"bearer": "4g", "signal_dbm": -114}})
    wang = twin("wang", "robot")
    expect(wang.get_by_text("须先独占该设备").or_(wang.get_by_text("须先独占才能"))).to_be_visible()
    expect(wang.get_by_role("button", name="下达指令")).to_have_count(0)
    wang.get_by_role("button", name="独占操作").click()
    expect(wang.get_by_text("由您独占")).to_be_visible()
    wang.get_by_role("button", name="下达指令").click()
    wrong = wang.get_by_role("alert").get_by_role("link")
    expect(wrong).to_have_text("请选择指令")
    wang.get_by_label("做什么").select_option("go")
    wang.get_by_label("最高速度").fill("9")
    wang.get_by_role("button", name="下达指令").click()
    expect(wrong).to_have_text(["请填写：去哪里", "最高速度 (m/s)须为0.1 至 1.5"])
    sound(wang)
    wang.get_by_label("去哪里").fill("东门")
    wang.get_by_label("最高速度").fill("1")
    wang.get_by_role("button", name="下达指令").click()
    first = told(wang).filter(has_text="东门")
    expect(first).to_contain_text("已执行", timeout=SLOW)
    expect(first).to_contain_text("您")
    shot(wang, "driven")
    sound(wang)

    chen = twin("chen", "robot")
    expect(chen.get_by_text("独占").first).to_be_visible()
    expect(chen.get_by_role("button", name="独占操作")).to_have_count(0)
    expect(chen.get_by_role("button", name="下达指令")).to_have_count(0)
    expect(told(chen).filter(has_text="东门")).to_contain_text("已执行")

    wang.get_by_role("button", name="归还").click()
    expect(wang.get_by_text("现在没有人独占")).to_be_visible()


def test_what_a_worse_network_takes_is_said(twin, behave, sound, shot):
    behave("robot", {"network": {"bearer": "4g", "signal_dbm": -114, "latency_ms": 90}})
    li = twin("li", "robot")
    region = li.get_by_role("region", name="设备孪生")
    expect(region).to_contain_text("网络降级", timeout=SLOW)
    expect(region).to_contain_text("远程驾驶、视频")
    expect(region).to_contain_text("上报间隔延长到 2 倍")
    expect(region).to_contain_text("-114 dBm")
    for size in (DESK, PHONE):
        li.set_viewport_size(size)
        shot(li, f"degraded-{size['width']}")
        sound(li)


def test_what_is_not_answered_is_called_back(twin, behave, sound, shot):
    behave("kiosk", {"silent": True})
    li = twin("li", "kiosk")
    li.get_by_label("做什么").select_option(label="重启")
    li.get_by_role("button", name="下达指令").click()
    one = told(li).first
    expect(one).to_contain_text("已发出，等待答复")
    expect(one).to_contain_text("还剩")
    one.get_by_role("button", name="取消指令").click()
    asked = li.get_by_role("dialog")
    expect(asked).to_contain_text("它可能已经执行")
    shot(li, "cancel")
    sound(li)
    asked.get_by_role("button", name="取消指令").click()
    expect(one).to_contain_text("已取消")
    expect(one.get_by_role("button")).to_have_count(0)
    behave("kiosk", {"silent": False})


def test_an_operator_ends_a_lease_and_says_why(twin, world, cast, sound):
    robot = f"/v1/devices/{cast.mounted['robot']}/leases"
    assert world.ask("POST", robot, cast.people["wang"], {"minutes": 30}).status == 201
    page = twin("operator", "robot")
    page.get_by_role("button", name="解除他人独占").click()
    asked = page.get_by_role("dialog")
    asked.get_by_role("button", name="解除他人独占").click()
    expect(asked.get_by_text("请写明理由").or_(asked.locator(".fault"))).to_be_visible()
    asked.get_by_role("textbox").fill("机器人堵住了通道")
    asked.get_by_role("button", name="解除他人独占").click()
    expect(page.get_by_text("现在没有人独占")).to_be_visible()
    sound(page)


def test_a_wish_that_came_second_is_shown_beside_the_first(twin, world, cast, visit, sound, shot):
    path = f"/v1/devices/{cast.mounted['kiosk']}/twin"
    li = twin("li", "kiosk")
    li.get_by_role("button", name="修改设定").click()
    li.get_by_role("button", name="添加一项").first.click()
    li.get_by_label("名称").first.fill("Volume")
    li.get_by_label("类型").first.select_option(label="数字")
    li.get_by_label("值", exact=True).first.fill("3")
    li.get_by_role("button", name="下发设定").click()
    expect(li.get_by_role("link", name="名称须以小写字母开头")).to_be_visible()
    li.get_by_label("名称").first.fill("volume")
    version = world.ask("GET", path, cast.people["chen"]).body["version"]
    said = world.ask(
        "PUT",
        path,
        cast.people["chen"],
        {"settings": {"volume": 7}},
        {"If-Match": str(version or 0)},
    )
    assert said.status == 200
    li.get_by_role("button", name="下发设定").click()
    clash = li.get_by_text("别人刚刚保存了另一个版本")
    expect(clash).to_be_visible()
    expect(li.get_by_role("region", name="现在的")).to_contain_text("7")
    shot(li, "clash")
    sound(li)
    li.get_by_role("button", name="用我的覆盖").click()
    expect(clash).to_have_count(0)
    row = li.get_by_role("row", name=re.compile("volume 3"))
    expect(row).to_contain_text("一致", timeout=SLOW)
    assert world.ask("GET", path, cast.people["chen"]).body["settings"] == {"volume": 3}
    shot(li, "settled")
    visit.complaints[:] = [one for one in visit.complaints if "412" not in one]


def test_a_device_that_speaks_meanwhile_is_in_nobodys_way(twin, behave, world, cast, visit):
    path = f"/v1/devices/{cast.mounted['robot']}/twin"
    behave("robot", {"network": {"bearer": "5g", "signal_dbm": -80}})
    li = twin("li", "robot")
    li.get_by_role("button", name="修改设定").click()
    li.get_by_role("button", name="添加一项").first.click()
    li.get_by_label("名称").first.fill("quiet")
    li.get_by_label("类型").first.select_option(label="是或否")
    li.get_by_label("值", exact=True).first.select_option(label="是")
    version = world.ask("GET", path, cast.people["li"]).body["version"]
    behave("robot", {"network": {"bearer": "4g", "signal_dbm": -100}})
    until(lambda: world.ask("GET", path, cast.people["li"]).body["version"] != version, 30)
    li.get_by_role("button", name="下发设定").click()
    expect(li.get_by_role("row", name=re.compile("quiet 是"))).to_be_visible(timeout=SLOW)
    expect(li.get_by_text("别人刚刚保存了另一个版本")).to_have_count(0)
    visit.complaints[:] = [one for one in visit.complaints if "412" not in one]


def test_what_is_typed_outlives_the_page(twin):
    li = twin("li", "robot")
    li.get_by_role("button", name="修改设定").click()
    li.get_by_role("button", name="添加一项").first.click()
    li.get_by_label("名称").first.fill("quiet")
    li.wait_for_timeout(1200)
    li.reload()
    expect(li.get_by_label("名称").first).to_have_value("quiet", timeout=SLOW)
    li.get_by_role("button", name=re.compile("不了|取消|返回")).first.click()


def test_what_another_feature_owns_is_only_looked_at(twin, sound, shot):
    li = twin("li", "cover")
    expect(li.get_by_text("此设备由其所属功能下达指令")).to_be_visible()
    expect(li.get_by_role("button", name="修改设定")).to_have_count(0)
    shot(li, "others")
    sound(li)


def test_how_a_personal_device_is_set_is_shown_to_nobody(twin, band, sound):
    li = twin("li", "band")
    expect(li.get_by_text("个人设备的设置和指令不对任何人显示")).to_be_visible()
    expect(li.get_by_role("link", name="孪生与指令")).to_have_count(0)
    sound(li)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_twin_is_sound_in_each_look(reader, cast, language, every_look):
    page = reader("wang", "/ops/devices/{robot}/twin", language=language)
    every_look(page, f"twin-{language}")
