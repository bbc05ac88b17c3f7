"""All devices at once: the silent, what does not balance, who was refused; batches that claim."""

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlparse

import pytest
from playwright.sync_api import expect

from tests.makers import Maker, csr
from tests.web.conftest import DESK, PHONE

SLOW = 60_000  # ms, for what machines do by themselves
STORY = {
    "title": {"zh": "全部设备页测试社区", "en": "Community of the pages of all devices"},
    "people": {"li": "community_worker", "wang": "grid_worker"},
    "devices": {"meter": {"kind": "water_meter", "building": "3号楼", "zone": "3号变"}},
    "steps": [{"advance": "1 second"}],
}
PAGES = {  # path: who looks at it
    "/ops/devices/silences": "wang",
    "/ops/devices/balance": "operator",
    "/ops/devices/refusals": "operator",
    "/ops/devices/batches": "operator",
}


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_page_is_sound_in_each_look(path, language, reader, every_look):
    page = reader(PAGES[path], path, language=language)
    every_look(page, f"{path.rpartition('/')[2]}-{language}")


def test_where_all_is_well_it_is_said_in_a_sentence(desk):
    expect(desk("wang", "/ops/devices/silences").get_by_text("没有静默的设备")).to_be_visible()
    expect(desk("wang", "/ops/devices/balance").get_by_text("还没有设备报告")).to_be_visible()


def test_what_is_the_citys_is_shown_to_its_operators_alone(desk):
    wang = desk("wang", "/ops/devices/balance")
    parts = wang.get_by_role("navigation", name="全部设备")
    expect(parts.get_by_role("link")).to_have_text(["静默", "收支核对"])
    expect(wang.get_by_role("heading", name="全市的缺失")).to_have_count(0)


def silence(cast, number, **more):
    at = datetime.now(UTC) - timedelta(hours=3, minutes=number)
    one = {"id": f"{number:026x}", "device_id": f"WM-{number:03}", "community": cast.community}
    one |= {"kind": "water_meter", "since": at.isoformat(), "found_at": at.isoformat()}
    one |= {"over_at": None, "block": None, "told": True, "version": 1}
    return one | {"name": f"水表{number}", "building": "3号楼", "zone": "3号变"} | more


def test_a_block_without_power_is_one_and_the_others_are_by_place(desk, cast, sound, shot):
    block = [silence(cast, n, block="b" * 26) for n in range(1, 8)]
    alone = [silence(cast, n, zone=None, building=f"{n}号楼") for n in (12, 10)]
    nowhere = [silence(cast, 20, zone=None, building=None, kind="manhole")]
    wang = desk("wang", "/ops/devices/silences")
    rows = [*nowhere, *alone, *block]
    wang.route("**/v1/devices/silences?*", lambda route: route.fulfill(json=_page(rows)))
    wang.reload()
    notice = wang.locator(".notice").filter(has_text="3号变：可能停电，7 台一起静默")
    expect(notice).to_be_visible()
    expect(wang.locator("caption:visible")).to_have_text(
        ["10号楼（1 台）", "12号楼（1 台）", "地点未登记（1 台）"]
    )
    notice.locator("summary").click()
    expect(notice.get_by_role("link", name="水表7")).to_have_attribute(
        "href", re.compile("/ops/devices/WM-007")
    )
    for size in (DESK, PHONE):
        wang.set_viewport_size(size)
        shot(wang, f"silences-{size['width']}")
        sound(wang)
    wang.get_by_label("种类").select_option("manhole")
    expect(wang.get_by_text("静默 1 台。")).to_be_visible()
    assert "kind=manhole" in wang.url


def balance(cast, number, missing=0, **more):
    now = datetime.now(UTC)
    one = {"thing": f"WM-{number:03}", "community": cast.community, "owner": "devices", "boot": 2}
    one |= {"begins": now.isoformat(), "ends": now.isoformat(), "first": 0, "sent": 60}
    one |= {"stored": 60 - missing - 1, "refused": 1, "missing": missing, "version": 1}
    one |= {"numbers": list(range(min(missing, 20))), "heard_at": now.isoformat()}
    return one | {"skew_seconds": 0} | more


def test_what_does_not_balance_comes_first_hour_by_hour(desk, cast, sound, shot):
    asked = []

    def answer(route):
        query = parse_qs(urlparse(route.request.url).query)
        asked.append(query)
        short = [balance(cast, 1, 2), balance(cast, 2, 25, skew_seconds=-90)]
        calm = [] if query["short"] == ["true"] else [balance(cast, 3, owner="facilities")]
        route.fulfill(json=_page([*calm, *short]))

    li = desk("li", "/ops/devices/balance")
    li.route("**/v1/devices/balances?*", answer)
    li.reload()
    table = li.get_by_role("table")
    expect(table.locator("tbody tr")).to_have_count(2)
    expect(table.locator("tbody tr").first).to_contain_text("缺 25")
    expect(table.locator("tbody tr").first).to_contain_text("时钟快 90 秒")
    expect(table.get_by_role("link", name="WM-002")).to_be_visible()
    first = asked[-1]["hour"][0]
    with li.expect_response("**/v1/devices/balances?*"):
        li.get_by_role("button", name="前一小时").click()
    expect(li.get_by_role("button", name="后一小时")).to_be_visible()
    earlier = datetime.fromisoformat(first) - timedelta(hours=1)
    assert datetime.fromisoformat(asked[-1]["hour"][0]) == earlier
    li.get_by_label("只看对不上的").click()
    expect(table.locator("tbody tr")).to_have_count(3)
    expect(table.locator("tbody tr").last).to_contain_text("对得上")
    assert "all=1" in li.url
    assert "hour=" in li.url
    for size in (DESK, PHONE):
        li.set_viewport_size(size)
        shot(li, f"balance-{size['width']}")
        sound(li)


def test_who_sends_without_reporting_is_said_above(desk, cast, sound, shot):
    since = datetime.now(UTC).isoformat()
    named = [{"thing": f"WM-{n:03}", "owner": "devices", "since": since} for n in range(2)]
    said = _page([]) | {"unreported": {"devices": 3, "named": named}}
    li = desk("li", "/ops/devices/balance")
    expect(li.get_by_text("还没有设备报告")).to_be_visible()
    expect(li.locator(".notice")).to_have_count(0)
    li.route("**/v1/devices/balances?*", lambda route: route.fulfill(json=said))
    li.reload()
    notice = li.locator(".notice").filter(has_text="3 台设备在发数据，却不报告发了多少条")
    notice.get_by_text("列出名称（2 台）").click()
    expect(notice.get_by_role("link", name="WM-001")).to_be_visible()
    shot(li, "unreported")
    sound(li)


def _page(rows):
    return {"items": rows, "next": None}


def test_a_batch_is_taken_its_certificate_shown_once_and_revoked(
    desk, visit, cast, sound, shot, tmp_path
):
    run = cast.known["run"]
    maker, maker_id, batch = Maker(), f"m{run}", f"b{run}"
    manifest = tmp_path / "manifest.txt"
    text = maker.text(f"AC-{run},water_meter", batch=batch, maker=maker_id)
    manifest.write_bytes(text.encode())
    page = desk("operator", "/ops/devices/batches")

    page.locator("summary", has_text="加一个厂商").click()
    page.get_by_role("button", name="相信这个厂商").click()
    expect(page.get_by_role("alert")).to_contain_text("每把公钥都要有名字")
    page.get_by_label("厂商代号").fill(maker_id)
    page.get_by_label("厂商名称").last.fill("某某仪表厂")
    page.get_by_label("公钥名字").last.fill("2026")
    page.get_by_label("公钥（PEM）").last.fill(maker.pem)
    shot(page, "maker")
    sound(page)
    page.get_by_role("button", name="相信这个厂商").click()
    expect(page.get_by_role("listitem").filter(has_text=maker_id)).to_be_visible(timeout=SLOW)

    page.locator("summary", has_text="上传签过的清单").click()
    page.get_by_label("清单文件").set_input_files(manifest)
    page.get_by_label("签名").fill(maker.signed(text + "x"))
    page.get_by_role("button", name="核对签名并收下").click()
    expect(page.get_by_role("alert")).to_be_visible(timeout=SLOW)
    expect(page.get_by_label("签名")).not_to_have_value("")  # what was typed stays
    page.get_by_label("签名").fill(maker.signed(text))
    page.get_by_role("button", name="核对签名并收下").click()
    expect(page.get_by_role("status").filter(has_text="签名正确，收下 1 个")).to_be_visible(
        timeout=SLOW
    )
    page.get_by_role("link", name=f"{maker_id}.{batch}").click()

    expect(page.get_by_text("还没有发过")).to_be_visible(timeout=SLOW)
    page.locator("summary", has_text="发一份领证证书").click()
    page.get_by_role("button", name="发出证书").click()
    expect(page.get_by_text("要有 BEGIN CERTIFICATE REQUEST")).to_be_visible()
    page.get_by_label("厂商的证书请求").fill(csr())
    page.get_by_role("button", name="发出证书").click()
    once = page.locator(".notice").filter(has_text="证书只显示这一次")
    expect(once).to_be_visible(timeout=SLOW)
    for size in (DESK, PHONE):
        page.set_viewport_size(size)
        shot(page, f"once-{size['width']}")
        sound(page)
    with page.expect_download() as kept:
        once.get_by_role("link", name="下载").click()
    assert "BEGIN CERTIFICATE" in kept.value.path().read_text()
    once.get_by_role("button", name="收好了").click()
    expect(page.get_by_text("BEGIN CERTIFICATE", exact=False)).to_have_count(0)

    row = page.get_by_role("row").filter(has_text="有效")
    row.get_by_role("button", name="撤销").click()
    asked = page.get_by_role("dialog")
    expect(asked).to_contain_text("不能收回")
    shot(page, "revoke")
    sound(page)
    asked.get_by_role("button", name="撤销").click()
    expect(page.get_by_role("row").filter(has_text="已撤销")).to_be_visible(timeout=SLOW)
    visit.complaints[:] = [one for one in visit.complaints if "422" not in one]


def test_a_unit_that_was_refused_says_why_and_what_to_do(desk, cast, sound, shot):
    now = datetime.now(UTC).isoformat()
    one = {"batch": "unknown", "serial": "AC-1", "why": "claim-unknown", "community": None}
    one |= {"device_id": None, "first_at": now, "last_at": now, "times": 3, "version": 1}
    used = one | {"batch": "acme.7", "why": "serial-used", "community": cast.community}
    used |= {"device_id": cast.mounted["meter"], "serial": "AC-2", "times": 1}
    page = desk("operator", "/ops/devices/refusals")
    page.route("**/v1/devices/refusals?*", lambda route: route.fulfill(json=_page([one, used])))
    page.reload()
    expect(page.get_by_role("row").filter(has_text="AC-1")).to_contain_text(
        "证书已撤销，或来自别处"
    )
    row = page.get_by_role("row").filter(has_text="AC-2")
    expect(row).to_contain_text("可能有人仿冒")
    expect(row.get_by_role("link", name="acme.7")).to_be_visible()
    for size in (DESK, PHONE):
        page.set_viewport_size(size)
        shot(page, f"refusals-{size['width']}")
        sound(page)
