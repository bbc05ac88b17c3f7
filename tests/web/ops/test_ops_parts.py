"""The other parts of the desk: each works by the keyboard and the eye, and does what it says."""

import re
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from linli.wall import CHINA
from tests.web.conftest import DESK, PHONE

SLOW = 60_000  # ms, for what machines do by themselves
PARTS = {  # path: who looks at it
    "/ops/hazards": "li",
    "/ops/reliefs": "li",
    "/ops/upkeep": "li",
    "/ops/learned": "li",
    "/ops/assets": "chen",
    "/ops/assets/new": "chen",
    "/ops/more": "li",
    "/ops/new": "li",
    "/ops/imports": "chen",
    "/ops/plans": "chen",
    "/ops/rosters": "bai",
    "/ops/suppliers": "li",
    "/ops/suppliers/new": "li",
    "/ops/unread": "operator",
    "/ops/flow": "li",
}
CSV = """编号,类型,名称,纬度,经度,地址
MH-{lot}-a,窨井盖,东门井盖,37.8701,112.5481,东门
MH-{lot}-b,窨井盖,西门井盖,北纬,112.5482,西门
"""


@pytest.mark.parametrize("path", PARTS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_part_of_the_desk_is_sound_in_each_look(path, language, reader, every_look):
    page = reader(PARTS[path], path, language=language)
    every_look(page, f"{path.replace('/', '-').strip('-')}-{language}")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_wall_is_sound(language, desk, sound, shot):
    """It has a look of its own, and nobody to choose another."""
    page = desk("li", "/wall/ops", language=language)
    for size in (DESK, PHONE):
        page.set_viewport_size(size)
        shot(page, f"wall-{language}-{size['width']}")
        sound(page)


def test_a_file_is_looked_through_before_it_is_applied(desk, cast, sound, shot):
    chen = desk("chen", "/ops/imports")
    chen.get_by_role("button", name="上传并检查").click()
    expect(chen.get_by_text("请选择文件")).to_be_visible()
    text = CSV.format(lot=uuid.uuid4().hex[:6])
    chen.get_by_label("CSV 文件").set_input_files(
        {"name": "assets.csv", "mimeType": "text/csv", "buffer": text.encode()}
    )
    chen.get_by_role("button", name="上传并检查").click()
    expect(chen.get_by_text("已检查，等待应用")).to_be_visible(timeout=SLOW)
    expect(chen.get_by_role("row").filter(has_text="西门井盖")).to_contain_text("不是纬度")
    shot(chen, "checked")
    sound(chen)
    chen.get_by_label(re.compile("跳过有错的 1 行")).check()
    chen.get_by_role("button", name="应用", exact=True).click()
    chen.get_by_role("dialog").get_by_role("button", name="应用", exact=True).click()
    expect(chen.get_by_text("已应用")).to_be_visible(timeout=SLOW)
    shot(chen, "applied")
    chen.goto(re.sub(r"/ops/imports.*", f"/ops/assets?community={cast.community}", chen.url))
    expect(chen.get_by_role("link", name="东门井盖")).to_be_visible()


def test_of_two_who_edit_a_roster_the_later_sees_both(desk, world, cast, visit, sound, shot):
    bai = desk("bai", "/ops/rosters")
    bai.get_by_label("岗位").last.fill("duty")
    bai.get_by_role("button", name="看值班表").last.click()
    expect(bai.get_by_label("人员")).to_have_value(cast.people["wang"])
    path = f"/v1/incidents/rosters/{cast.community}/duty"
    known = world.ask("GET", path, cast.people["bai"]).body
    shifts = [{**known["shifts"][0], "from": "06:00"}]
    said = world.ask(
        "PUT", path, cast.people["bai"], {"shifts": shifts}, {"If-Match": str(known["version"])}
    )
    assert said.status == 200
    bai.get_by_label("从").fill("07:00")
    bai.get_by_role("button", name="保存").last.click()
    expect(bai.get_by_text("别人刚刚保存了另一个版本")).to_be_visible()
    expect(bai.get_by_role("region", name="现在的")).to_contain_text("06:00")
    shot(bai, "clash")
    sound(bai)
    bai.get_by_role("button", name="用我的覆盖").click()
    expect(bai.get_by_text("别人刚刚保存了另一个版本")).to_have_count(0)
    assert world.ask("GET", path, cast.people["bai"]).body["shifts"][0]["from"] == "07:00:00"
    visit.complaints[:] = [one for one in visit.complaints if "412" not in one]


def test_an_asset_tells_what_it_is_and_shows_its_label(desk, tell, cast, sound, shot):
    tell("cover", tilt_degrees=3)
    chen = desk("chen", f"/ops/assets/{cast.assets['cover']}")
    expect(chen.get_by_role("region", name="读数")).to_contain_text("倾角", timeout=SLOW)
    chen.get_by_role("button", name="显示标签").click()
    expect(chen.get_by_role("img", name=re.compile("的标签"))).to_be_visible()
    shot(chen, "asset")
    sound(chen)


def test_what_a_lift_must_have_done_is_listed_and_entered(desk, cast, sound, shot):
    chen = desk("chen", "/ops/upkeep")
    row = chen.get_by_role("row").filter(has_text=cast.assets["lift"]).first
    expect(row).to_contain_text("每 15 天", timeout=SLOW)
    shot(chen, "due")
    sound(chen)
    row.get_by_role("link").first.click()
    upkeep = chen.get_by_role("region", name="维护检验")
    upkeep.locator("summary", has_text="登记维护检验").click()
    upkeep.get_by_role("button", name="登记维护检验").click()
    expect(upkeep.get_by_text("请写明").first).to_be_visible()
    done = datetime.now(UTC).astimezone(CHINA) - timedelta(hours=1)
    upkeep.get_by_label("什么时候做的").fill(f"{done:%Y-%m-%dT%H:%M}")
    upkeep.get_by_label("哪个单位做的").fill("某电梯维保公司")
    upkeep.get_by_role("button", name="登记维护检验").click()
    expect(upkeep.get_by_role("list", name="已做的维护检验")).to_contain_text("某电梯维保公司")
    shot(chen, "entered")
    sound(chen)


def test_an_inspection_counts_once_another_has_confirmed_it(desk, cast, sound, shot):
    lift = f"/ops/assets/{cast.assets['lift']}"
    chen = desk("chen", lift)
    upkeep = chen.get_by_role("region", name="维护检验")
    upkeep.locator("summary", has_text="登记维护检验").click()
    upkeep.get_by_label("要做什么").select_option("LF3")
    done = datetime.now(UTC).astimezone(CHINA) - timedelta(minutes=5)
    upkeep.get_by_label("什么时候做的").fill(f"{done:%Y-%m-%dT%H:%M}")
    upkeep.get_by_label("哪个单位做的").fill("某特种设备检验院")
    upkeep.get_by_label("报告编号").fill("T-2026-0871")
    upkeep.get_by_role("button", name="登记维护检验").click()
    expect(upkeep.get_by_text("请写明").first).to_be_visible()
    upkeep.get_by_label("检验结论").select_option(label="合格")
    upkeep.get_by_label("下次检验日期").fill(f"{done + timedelta(days=365):%Y-%m-%d}")
    upkeep.get_by_role("button", name="登记维护检验").click()
    past = upkeep.get_by_role("list", name="已做的维护检验")
    expect(past).to_contain_text("待他人确认")
    expect(past.get_by_role("button")).to_have_count(0)
    li = desk("li", lift)
    past = li.get_by_role("region", name="维护检验").get_by_role("list", name="已做的维护检验")
    past.get_by_role("button", name="确认已看过报告或现场").click()
    li.get_by_role("dialog").get_by_role("button", name="确认已看过报告或现场").click()
    expect(past).to_contain_text("T-2026-0871")
    expect(past.get_by_text("待他人确认")).to_have_count(0)
    expect(li.get_by_role("list", name="经历")).to_contain_text("维护检验已登记，待他人确认")
    shot(li, "confirmed")
    sound(li)


def test_a_message_to_many_is_seen_before_it_is_sent(desk, shot, sound):
    li = desk("li", "/ops/suppliers/new")
    li.get_by_label("中文内容").fill("今晚八点至十点停水检修")
    li.get_by_label("英文内容").fill("No water from eight to ten tonight")
    li.get_by_role("button", name="先看会发给多少人").click()
    expect(li.get_by_text("草稿")).to_be_visible()
    shot(li, "draft")
    sound(li)
    li.get_by_role("button", name="取消", exact=True).click()
    li.get_by_role("dialog").get_by_role("button", name="取消", exact=True).click()
    expect(li.get_by_text("已取消")).to_be_visible()
