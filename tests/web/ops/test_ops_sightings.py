"""Falls and thrown objects at the desk: what is left of the time, who saw it, who may know whom."""

import json
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.waiting import until
from tests.web.conftest import DESK, NARROW, PHONE

SLOW = 60_000  # ms, for what machines do by themselves
SPOT = {"lat": 37.87, "lon": 112.55}
STORY = {
    "title": {"zh": "跌倒抛物页测试社区", "en": "Community of the pages of sightings"},
    "people": {
        "wang": "grid_worker",
        "li": "community_worker",
        "bai": "official",
        "chen": "property_manager",
        "gao": "resident",
    },
    "sensors": {
        "east": {"kind": "camera", "building": "3号楼"},
        "south": {"kind": "camera", "building": "3号楼", "north": 20},
        "band": {"kind": "wearable", "registered": False},
    },
    "rosters": {"community": {"duty": ["wang"]}},
    "chain": {"operator": "${li}", "levels": [{"post": "duty", "place": "community"}]},
    "steps": [{"advance": "1 second"}],
}
PAGES = {  # path: who looks at it
    "/ops/sightings": "wang",
    "/ops/sensors": "chen",
    "/ops/sensors/new": "chen",
    "/ops/wards": "li",
    "/ops/stations": "li",
    "/ops/stations/new": "li",
}


@pytest.fixture(scope="module")
def see(world, cast):
    """see("east", "thrown_object", 0.9): what that sensor says; see.all(kind): what is known."""
    count = iter(range(1, 1000))

    def see(sensor, what, confidence, **more):
        said = {"v": 1, "boot": 1, "seq": next(count), "at": datetime.now(UTC).isoformat()}
        raw = json.dumps(said | {"what": what, "confidence": confidence, **more})
        body = {"channel": "alarm", "raw": raw}
        world.fleet("POST", f"/devices/{cast.sensors[sensor]}/publish", body)

    def all_(kind, holds=bool):
        path = f"/v1/environment/sightings?community={cast.community}&kind={kind}"
        return until(
            lambda: world.ask("GET", path, cast.people["li"]).body["items"], 60, holds=holds
        )

    see.all = all_
    return see


@pytest.fixture(scope="module")
def thrown(see):
    """One, that two cameras saw."""
    see("east", "thrown_object", 0.91, clip="nvr-3/east/0001")
    see("south", "thrown_object", 0.74)
    return see.all("thrown_object", lambda all_: all_ and len(all_[0]["reports"]) == 2)[0]


@pytest.fixture
def fallen(world, cast, see):
    """A resident whose band feels a fall, just now."""
    by, here, band = cast.people["li"], cast.community, cast.sensors["band"]
    until = (datetime.now(UTC) + timedelta(days=30)).isoformat()
    ward = {"person": cast.people["gao"], "community": here, "where": "3号楼2单元402"}
    ward |= {"basis": "CONSENT", "document": "看护同意书", "until": until}
    worn = {"id": band, "community": here, "kind": "wearable", "name": "手环", "point": SPOT}
    worn |= {"person": cast.people["gao"]}
    for path, body in (("wards", ward), ("sensors", worn)):
        key = {"Idempotency-Key": uuid.uuid4().hex}
        said = world.ask("POST", f"/v1/environment/{path}", by, body, key)
        assert said.status == 201, said
    see("band", "fall", 0.9)
    return see.all("fall")[0]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_page_is_sound_in_each_look(path, language, reader, every_look):
    page = reader(PAGES[path], path, language=language)
    every_look(page, f"{path.removeprefix('/ops/').replace('/', '-')}-{language}")


def test_several_cameras_are_one_with_its_incident_and_clips_for_a_purpose(
    desk, cast, thrown, sound, shot
):
    li = desk("li", "/ops/sightings")
    li.get_by_role("link", name="高空抛物", exact=True).click()
    reports = li.get_by_role("region", name="谁看到的")
    expect(reports).to_contain_text("2 台传感器看到的是同一件事")
    expect(reports).to_contain_text("还没有人判过对错")
    expect(li.get_by_role("link", name="处理事件")).to_be_visible(timeout=SLOW)
    expect(li.get_by_role("link", name="120")).to_have_count(0)
    li.get_by_role("button", name="看录像在哪里").click()
    asked = li.get_by_role("dialog")
    expect(asked).to_contain_text("目的：处理这件事")
    shot(li, "clip-asked")
    sound(li)
    asked.get_by_role("button", name="看录像在哪里").click()
    expect(li.get_by_text("nvr-3/east/0001")).to_be_visible(timeout=SLOW)
    looks = li.get_by_role("region", name="谁看过")
    expect(looks).to_contain_text("看了录像")
    for size in (DESK, PHONE, NARROW):
        li.set_viewport_size(size)
        shot(li, f"thrown-{size['width']}")
        sound(li)


def test_who_went_there_says_once_what_it_was(desk, thrown, sound, shot):
    path = f"/ops/sightings/{thrown['id']}"
    chen = desk("chen", path)
    expect(chen.get_by_text("只有社区工作者和公务员能看")).to_be_visible()
    expect(chen.get_by_role("heading", name="谁看过")).to_have_count(0)
    act = chen.get_by_role("region", name="去看过了？说说是不是真的")
    act.get_by_label("看到了什么").fill("地上只有树叶")
    act.get_by_role("button", name="说定").click()
    expect(act.get_by_role("alert")).to_contain_text("请选一个")
    act.get_by_label("没有抛物，误报").check()
    shot(chen, "judge")
    sound(chen)
    act.get_by_role("button", name="说定").click()
    expect(chen.locator(".notice").filter(has_text="去看的人说：误报")).to_be_visible(timeout=SLOW)
    expect(chen.get_by_text("地上只有树叶")).to_be_visible()
    expect(act).to_have_count(0)


def test_a_fall_is_first_with_its_time_and_who_goes_there_sees_who(desk, fallen, cast, sound, shot):
    wang = desk("wang", "/ops/sightings")
    first = wang.get_by_role("table").locator("tbody tr").first
    expect(first).to_contain_text("跌倒")
    first.get_by_role("link", name="跌倒").click()
    expect(wang.get_by_role("timer").first).to_be_visible()
    shot(wang, "asking")
    sound(wang)
    asked = wang.get_by_role("region", name="问了谁，怎么说")
    expect(asked).to_contain_text("问了本人", timeout=SLOW)
    expect(wang.get_by_role("link", name="120")).to_be_visible(timeout=120_000)
    wang.get_by_role("button", name="看是谁、住哪里").click()
    wang.get_by_role("dialog").get_by_role("button", name="看是谁、住哪里").click()
    expect(wang.get_by_text("3号楼2单元402")).to_be_visible(timeout=SLOW)
    for size in (DESK, PHONE):
        wang.set_viewport_size(size)
        shot(wang, f"fall-{size['width']}")
        sound(wang)
    chen = desk("chen", f"/ops/sightings/{fallen['id']}")
    expect(chen.get_by_role("button", name="看是谁、住哪里")).to_have_count(0)


def test_a_sensor_is_registered_corrected_and_retired(desk, cast, sound, shot):
    chen = desk("chen", "/ops/sensors/new")
    chen.get_by_role("button", name="登记").click()
    expect(chen.get_by_role("alert").get_by_role("link", name="请填编号")).to_be_visible()
    sensor = f"CM-{cast.known['run']}"
    chen.get_by_label("编号", exact=True).fill(sensor)
    chen.get_by_label("类型").select_option(label="摄像头")
    chen.get_by_label("名称").fill("西门摄像头")
    chen.get_by_label("纬度").fill("37.87")
    chen.get_by_label("经度").fill("112.55")
    chen.get_by_label("楼栋").fill("5号楼")
    chen.get_by_role("button", name="登记").click()
    row = chen.get_by_role("row").filter(has_text=sensor)
    expect(row).to_contain_text("可信", timeout=SLOW)
    shot(chen, "sensors")
    sound(chen)
    row.get_by_role("link", name="西门摄像头").click()
    chen.get_by_label("名称").fill("西门新摄像头")
    chen.get_by_role("button", name="保存").click()
    chen.get_by_role("link", name="西门新摄像头").click(timeout=SLOW)
    chen.get_by_role("button", name="停用").click()
    asked = chen.get_by_role("dialog")
    expect(asked).to_contain_text("不能恢复")
    asked.get_by_role("button", name="停用").click()
    expect(chen.get_by_role("row").filter(has_text="south")).to_be_visible(timeout=SLOW)
    expect(chen.get_by_role("row").filter(has_text=sensor)).to_have_count(0)


def test_a_station_is_registered_with_what_its_kind_has(desk, cast, sound, shot):
    li = desk("li", "/ops/stations/new")
    station = f"NS-{cast.known['run']}"
    li.get_by_label("编号", exact=True).fill(station)
    li.get_by_label("类型").select_option(label="噪声")
    li.get_by_label("名称").fill("西门噪声站")
    li.get_by_label("地址").fill("学府街1号")
    li.get_by_label("纬度").fill("37.87")
    li.get_by_label("经度").fill("112.55")
    li.get_by_role("button", name="登记").click()
    wrong = li.get_by_role("alert").get_by_role("link")
    expect(wrong).to_have_text("请填这一项")
    li.get_by_label("声环境功能区").select_option(label="1 类")
    shot(li, "station")
    sound(li)
    li.get_by_role("button", name="登记").click()
    row = li.get_by_role("row").filter(has_text=station)
    expect(row).to_contain_text("学府街1号", timeout=SLOW)
    row.get_by_role("link", name="西门噪声站").click()
    expect(li.get_by_label("声环境功能区")).to_have_value("1")
    li.get_by_label("地址").fill("学府街2号")
    li.get_by_role("button", name="保存").click()
    expect(row).to_contain_text("学府街2号", timeout=SLOW)


def test_a_sensor_that_is_doubted_is_shown_with_its_rate_and_its_hazard(
    desk, world, cast, sound, shot
):
    chen = desk("chen", "/ops/sensors?doubted=1")
    expect(chen.get_by_text("没有误报太多的传感器")).to_be_visible()

    path = f"/v1/environment/sensors?community={cast.community}"
    said = world.ask("GET", path, cast.people["chen"]).body
    now = datetime.now(UTC).isoformat()
    said["items"][0] |= {"judged": 6, "rate": 0.83, "doubted": "d" * 26, "doubted_since": now}
    chen.route("**/v1/environment/sensors?*", lambda route: route.fulfill(json=said))
    chen.reload()
    row = chen.get_by_role("table").locator("tbody tr")
    expect(row).to_have_count(1)
    expect(row).to_contain_text("误报 83%（最近判过 6 次，上限 50%）")
    expect(row.get_by_role("link", name="看隐患")).to_be_visible()
    for size in (DESK, PHONE):
        chen.set_viewport_size(size)
        shot(chen, f"doubted-{size['width']}")
        sound(chen)
