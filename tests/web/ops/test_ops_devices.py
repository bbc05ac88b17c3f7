"""Devices at the desk: found, registered, corrected, ended; what they measured, and who looked."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from operate.scenario.story import HOME
from tests.waiting import until

SLOW = 60_000  # ms, for what machines do by themselves
STORY = {
    "title": {"zh": "设备页测试社区", "en": "Community of the devices' pages"},
    "people": {
        "li": "community_worker",
        "wang": "grid_worker",
        "chen": "property_manager",
        "old": "resident",
    },
    "kinds": ["pump"],
    "file": HOME / "devices/pages.yaml",
    "devices": {
        "first": {"kind": "pump", "building": "3号楼"},
        "second": {"kind": "pump"},
        "third": {"kind": "pump"},
        "door": {"kind": "door"},
        "spare": {"kind": "pump", "serial": "SN-${run}"},
    },
    "steps": [{"advance": "1 second"}],
}
PARTS = {  # path: who looks at it
    "/ops/devices": "li",
    "/ops/devices?silent=1": "wang",
    "/ops/devices/new": "chen",
    "/ops/devices/imports": "chen",
    "/ops/devices/{first}": "li",
    "/ops/devices/{door}": "wang",
    "/ops/devices/{first}/readings": "wang",
    "/ops/devices/{first}/history": "chen",
}
HEAD = "id,kind,name,lat,lon,address\n"


@pytest.fixture(scope="module")
def measured(world, cast):
    """Three hours, of which one is missing."""
    now = datetime.now(UTC).replace(microsecond=0)
    minutes = [*range(180, 100, -3), *range(40, 0, -3)]
    samples = [
        {"at": (now - timedelta(minutes=m)).isoformat(), "measures": {"level_cm": m + 60}}
        for m in minutes
    ]
    samples.append({"measures": {"level_cm": 61}})
    first = cast.mounted["first"]
    world.fleet("POST", f"/devices/{first}/publish", {"channel": "reading", "samples": samples})
    latest = f"/v1/devices/{first}/latest"
    until(lambda: world.ask("GET", latest, cast.people["li"]).body["at"], 60)
    return len(samples)


@pytest.mark.parametrize("path", PARTS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_page_of_devices_is_sound_in_each_look(path, language, reader, measured, every_look):
    page = reader(PARTS[path], path, language=language)
    every_look(page, f"{re.sub(r'[^a-z]+', '-', path).strip('-')}-{language}")


def test_devices_are_found_by_kind_state_number_and_serial(desk, world, cast, visit):
    visit.forgiven += ("status of 404",)  # what is looked for may be a number, and may be none
    spare = f"/v1/devices/{cast.mounted['spare']}"
    match = {"If-Match": str(world.ask("GET", spare, cast.people["li"]).body["version"])}
    why = {"reason": "遗失"}
    said = world.ask("POST", f"{spare}/revocations", cast.people["li"], why, match)
    assert said.status == 201
    li = desk("li", "/ops/devices")
    expect(li.get_by_role("row").filter(has_text="door")).to_be_visible()
    li.get_by_label("类型").select_option(cast.kinds["pump"])
    expect(li.get_by_role("row").filter(has_text="first")).to_be_visible()
    expect(li.get_by_role("row").filter(has_text="door")).to_have_count(0)
    assert f"kind={cast.kinds['pump']}" in li.url
    li.get_by_label("状态").select_option(label="已吊销")
    expect(li.get_by_role("row").filter(has_text="first")).to_have_count(0)
    expect(li.get_by_role("row").filter(has_text="spare")).to_be_visible()
    li.get_by_label("类型").select_option("door")
    expect(li.get_by_text("没有符合条件的设备")).to_be_visible()
    li.get_by_role("button", name="显示全部").click()
    expect(li.get_by_role("row").filter(has_text="door")).to_be_visible()
    for text, one in {cast.mounted["door"]: "door", said.body["serial"]: "spare"}.items():
        li.get_by_label("编号或序列号").fill(text)
        li.get_by_role("button", name="查找").click()
        expect(li.locator("tbody tr")).to_have_count(1)
        expect(li.locator("tbody tr")).to_contain_text(one)
    li.get_by_label("编号或序列号").fill("SN-nowhere")
    li.get_by_role("button", name="查找").click()
    li.get_by_role("button", name="显示全部").click()
    expect(li.get_by_label("编号或序列号")).to_have_value("")
    expect(li.get_by_role("row").filter(has_text="first")).to_be_visible()


def test_a_device_is_registered_and_what_was_typed_is_never_lost(desk, cast, visit, sound, shot):
    chen = desk("chen", "/ops/devices/new")
    chen.get_by_role("button", name="登记设备").click()
    summary = chen.get_by_role("alert")
    expect(summary).to_contain_text("请填写名称")
    expect(summary).to_be_focused()
    chen.get_by_label("类型").select_option(cast.kinds["pump"])
    for label, text in {"编号": "XX-1", "名称": "四号泵", "地址": "东门", "纬度": "37.87"}.items():
        chen.get_by_label(label, exact=True).fill(text)
    chen.get_by_label("经度").fill("东经")
    chen.get_by_role("button", name="登记设备").click()
    expect(summary).to_contain_text("经度在")
    chen.wait_for_timeout(1500)  # what is typed is kept a moment after the last key
    chen.reload()
    expect(chen.get_by_label("名称")).to_have_value("四号泵")
    chen.get_by_label("经度").fill("112.55")
    chen.get_by_role("button", name="登记设备").click()
    expect(summary).to_contain_text("编号前缀与设备类型不符")
    shot(chen, "refused")
    sound(chen)
    chen.get_by_label("编号", exact=True).fill(f"PU-new-{cast.lot.number}")
    chen.get_by_role("button", name="登记设备").click()
    expect(chen.get_by_role("heading", level=1)).to_contain_text("四号泵")
    expect(chen.get_by_role("region", name="是什么")).to_contain_text("已登记")
    visit.complaints[:] = [one for one in visit.complaints if "422" not in one]


def test_a_table_is_looked_at_checked_and_registered(desk, cast, sound, shot):
    lot = cast.lot.number
    rows = [
        f"WM-a-{lot},water_meter,a号泵,37.87,112.55,一层",
        f"WM-b-{lot},water_meter,b号泵,北,112.55,二层",
    ]

    def send(rows, count):
        chen = desk("chen", "/ops/devices/imports")
        text = HEAD + "\n".join(rows)
        chen.get_by_label("CSV 文件").set_input_files(
            {"name": "devices.csv", "mimeType": "text/csv", "buffer": text.encode("gb18030")}
        )
        expect(chen.get_by_role("cell", name="a号泵")).to_be_visible()
        shot(chen, "looked-at")
        chen.get_by_role("button", name=f"检查并登记这 {count} 台").click()
        return chen

    chen = send(rows, 2)
    expect(chen.get_by_text("有 1 行不对，一台也没有登记")).to_be_visible()
    wrong = chen.get_by_role("row").filter(has_text="格式不符")
    expect(wrong).to_contain_text("3")
    expect(wrong).to_contain_text("纬度")
    shot(chen, "wrong")
    sound(chen)
    chen = send([rows[0], rows[1].replace("北", "37.87")], 2)
    expect(chen.get_by_text("已完成")).to_be_visible(timeout=3 * SLOW)
    shot(chen, "done")
    sound(chen)
    chen.get_by_role("link", name="看设备列表").click()
    expect(chen.get_by_role("link", name="b号泵")).to_be_visible()


def test_of_two_who_correct_a_device_the_later_sees_both(desk, world, cast, visit, sound, shot):
    second = cast.mounted["second"]
    li = desk("li", "/ops/devices/{second}")
    li.locator("summary", has_text="更正信息").click()
    li.get_by_label("地址").fill("西门泵房")
    known = world.ask("GET", f"/v1/devices/{second}", cast.people["chen"]).body
    names = ("name", "point", "grid", "building", "zone", "gateway", "bearer", "maker", "model")
    body = {name: known[name] for name in names} | {"address": "南门泵房"}
    match = {"If-Match": str(known["version"])}
    said = world.ask("PUT", f"/v1/devices/{second}", cast.people["chen"], body, match)
    assert said.status == 200
    li.get_by_role("button", name="保存").click()
    expect(li.get_by_text("别人刚刚保存了另一个版本")).to_be_visible()
    expect(li.get_by_role("region", name="现在的")).to_contain_text("南门泵房")
    shot(li, "clash")
    sound(li)
    li.get_by_role("button", name="用我的覆盖").click()
    expect(li.get_by_text("已保存")).to_be_visible()
    now = world.ask("GET", f"/v1/devices/{second}", cast.people["li"]).body
    assert now["address"] == "西门泵房"
    li.get_by_role("link", name="经历").click()
    expect(li.get_by_role("list", name="经历")).to_contain_text("南门泵房 → 西门泵房")
    shot(li, "past")
    sound(li)
    visit.complaints[:] = [one for one in visit.complaints if "412" not in one]


def test_a_unit_is_replaced_revoked_and_its_place_given_up(desk, world, cast, sound, shot):
    li = desk("li", "/ops/devices/{third}")
    acts = li.get_by_role("region", name="处置")

    def act(name, fill=None):
        acts.get_by_role("button", name=name, exact=True).click()
        asked = li.get_by_role("dialog")
        if fill:
            asked.get_by_label("新设备的序列号").fill(fill)
        asked.get_by_role("textbox", name=re.compile("理由|原因")).fill("进水损坏")
        shot(li, f"asked-{name}")
        sound(li)
        asked.get_by_role("button", name=name, exact=True).click()
        expect(asked).to_have_count(0)

    certificates = li.get_by_role("region", name="证书")
    act("更换设备", f"SN-new-{cast.lot.number}")
    about = li.get_by_role("region", name="是什么")
    expect(about).to_contain_text("现在是装在这里的第 2 台")
    expect(about).to_contain_text("已登记")
    expect(certificates).to_contain_text("没有")
    act("吊销")
    expect(about).to_contain_text("已吊销")
    expect(acts).to_contain_text("它说的一概不收")
    act("注销")
    expect(about).to_contain_text("已注销")
    expect(acts).to_have_count(0)
    shot(li, "retired")
    third = world.ask("GET", f"/v1/devices/{cast.mounted['third']}", cast.people["li"]).body
    assert third["state"] == "retired"


def test_who_may_not_end_a_device_is_not_asked_to(desk):
    wang = desk("wang", "/ops/devices/{first}")
    expect(wang.get_by_role("region", name="最新读数")).to_be_visible()
    expect(wang.get_by_role("region", name="处置")).to_have_count(0)
    expect(wang.get_by_role("region", name="证书")).to_have_count(0)
    expect(wang.locator("summary", has_text="更正信息")).to_have_count(0)


def test_what_was_measured_is_a_curve_a_table_and_a_file(desk, measured, sound, shot):
    wang = desk("wang", "/ops/devices/{first}")
    expect(wang.get_by_role("region", name="最新读数")).to_contain_text("61 cm")
    wang.get_by_role("link", name="水位").click()
    expect(wang.locator(".series canvas")).to_be_visible()
    wang.get_by_label("时间").select_option("6h")
    wang.get_by_label("粒度").select_option("15min")
    expect(wang.locator(".series figcaption")).to_contain_text("限值")
    expect(wang.locator("summary", has_text="缺数")).to_be_visible()
    wang.locator("summary", has_text="缺数").click()
    wang.locator("summary", has_text="表格").click()
    shot(wang, "steps")
    sound(wang)
    wang.get_by_label("粒度").select_option("raw")
    expect(wang.locator(".series canvas")).to_be_visible()
    shot(wang, "raw")
    with wang.expect_download() as kept:
        wang.get_by_role("button", name="下载 CSV").click()
    lines = kept.value.path().read_text("utf-8-sig").splitlines()
    assert lines[0].startswith("begins,low,high,mean")
    assert len(lines) == 1 + measured
    wang.get_by_label("时间").select_option("own")
    wang.get_by_label("从").fill("2020-01-01T00:00")
    wang.get_by_label("到").fill("2020-01-02T00:00")
    wang.get_by_role("button", name="显示", exact=True).click()
    expect(wang.get_by_text("这段时间没有读数")).to_be_visible()
    wang.get_by_label("到").fill("2019-01-02T00:00")
    wang.get_by_role("button", name="显示", exact=True).click()
    expect(wang.get_by_text("结束须晚于开始")).to_be_visible()
    sound(wang)


def test_what_is_of_a_person_is_looked_at_for_a_purpose_alone(
    desk, world, cast, visit, sound, shot
):
    band = f"WR-band-{cast.lot.number}"
    until = (datetime.now(UTC) + timedelta(days=30)).isoformat()
    agreed = {"person": cast.people["old"], "basis": "CONSENT", "document": "A-1", "until": until}
    card = {"id": band, "community": cast.community, "kind": "wearable", "name": "手环"}
    place = {"address": "一层", "point": {"lat": 37.87, "lon": 112.55}}
    said = world.ask("POST", "/v1/devices", cast.people["li"], card | place | {"agreed": agreed})
    assert said.status == 201, said.body
    li = desk("li", f"/ops/devices/{band}")
    expect(li.get_by_role("region", name="个人的设备")).to_be_visible()
    expect(li.get_by_role("region", name="在不在线")).to_have_count(0)
    shot(li, "of-a-person")
    sound(li)
    li.get_by_role("link", name="看读数").click()
    expect(li.get_by_role("heading", name="为什么要看？")).to_be_visible()
    expect(li.locator(".series")).to_have_count(0)
    shot(li, "asked-why")
    sound(li)
    li.get_by_label("用途").select_option(label="走访")
    li.get_by_role("button", name="查看").click()
    expect(li.get_by_text("这段时间没有读数")).to_be_visible()
    li.get_by_role("link", name="经历").click()
    looks = li.get_by_role("region", name="谁看过")
    expect(looks.get_by_role("row").filter(has_text="走访")).to_contain_text("您")
    shot(li, "looks")
    sound(li)
    wang = desk("wang", f"/ops/devices/{band}/readings")
    purposes = wang.get_by_label("用途").locator("option")
    expect(purposes).to_have_text(["处置事件"])
    wang.get_by_role("button", name="查看").click()
    expect(wang.get_by_text("这段时间没有读数")).to_be_visible()
    wang.goto(wang.url.replace("/readings", ""))
    expect(wang.locator(".trouble")).to_be_visible()
    visit.complaints[:] = [one for one in visit.complaints if "403" not in one]
