"""A worker's telephone: taken, done and verified, also where there is no network."""

import re

from playwright.sync_api import expect

from tests.web.work import LONG, forgive, offline, take_photo


def test_a_report_is_repaired_without_a_network_and_verified_by_another(
    work, town, visit, shot, sound
):
    hazard = town.hazard("3号楼二层楼道灯不亮")
    page = work()
    page.get_by_text("我的任务").wait_for()
    shot(page, "today")
    page.locator(f"a[href='/work/hazard-{hazard}']").click()
    expect(page.get_by_text("3号楼二层楼道灯不亮")).to_be_visible()
    with offline(page, visit):
        page.get_by_label("做了什么").fill("换了灯泡，已亮")
        take_photo(page)
        page.get_by_label("费用（元）").fill("12.5")
        shot(page, "filled")
        sound(page)
        page.get_by_role("button", name="交验").click()
        expect(page.get_by_text("已存在本机，尚未发送")).to_be_visible()
        expect(page.get_by_text("未发送 1 条")).to_be_visible()
        expect(page.get_by_text("已派", exact=True)).to_be_visible()  # nothing counts yet
        shot(page, "kept")
        page.get_by_role("link", name="今天").click()
        expect(page.get_by_text("更新于")).to_be_visible()  # what was seen last, and its age
        assert town("manager", "GET", f"/v1/facilities/hazards/{hazard}")["state"] == "assigned"
    expect(page.locator(".unsent")).to_be_hidden(timeout=LONG)
    found = town.until(f"/v1/facilities/hazards/{hazard}", "state", "repaired")
    assert found["cost"] == 1250

    other = work("second_worker")
    other.locator(f"a[href='/work/hazard-{hazard}']").click()
    expect(other.get_by_text("换了灯泡，已亮").first).to_be_attached()
    other.get_by_label("现场看到什么").fill("灯亮了")
    shot(other, "verify")
    sound(other)
    other.get_by_role("button", name="核实").click()
    town.until(f"/v1/facilities/hazards/{hazard}", "state", "verified")
    expect(other.locator(".marks strong", has_text="已核实")).to_be_visible()
    told = town("resident", "GET", f"/v1/facilities/reports/{hazard}")["timeline"]
    assert [one["kind"] for one in told][-2:] == ["repaired", "verified"]


def test_pressed_twice_it_is_taken_once(work, town, visit, shot):
    incident = town.incident("井盖松动，有异响")
    page = work()
    sent = []
    page.on("request", lambda asked: asked.method == "POST" and sent.append(asked.url))
    page.locator(f"a[href='/work/incident-{incident}']").click()
    page.get_by_role("button", name="接单").dblclick()
    town.until(f"/v1/incidents/{incident}", "stage", "acknowledged")
    expect(page.get_by_role("button", name="交验")).to_be_visible()
    assert len([one for one in sent if one.endswith("/acknowledgements")]) == 1
    shot(page, "taken")
    forgive(visit)


def test_taken_and_done_underground_both_arrive_in_their_order(work, town, visit, shot, sound):
    incident = town.incident("地下室水泵异响")
    page = work()
    page.locator(f"a[href='/work/incident-{incident}']").click()
    expect(page.get_by_role("button", name="接单")).to_be_visible()
    with offline(page, visit):
        page.get_by_role("button", name="接单").click()
        page.get_by_role("button", name="到场", exact=True).dblclick()
        expect(page.get_by_role("button", name="到场", exact=True)).to_have_count(0)
        shot(page, "arrived")
        page.get_by_label("做了什么").fill("已停泵，换了轴承")
        take_photo(page)
        page.get_by_role("button", name="交验").click()
        expect(page.get_by_text("未发送 3 条")).to_be_visible()
        page.get_by_role("link", name="未发送 3 条").click()
        expect(page.get_by_role("listitem").filter(has_text="待发送")).to_have_count(3)
        shot(page, "outbox")
        sound(page)
    expect(page.get_by_text("没有未发送的内容")).to_be_visible(timeout=LONG)
    found = town.until(f"/v1/incidents/{incident}", "stage", "handled")
    assert len(found["evidence"]) == 1
    assert "拍摄于" in found["evidence"][0]["note"]
    kinds = [one["kind"] for one in found["timeline"]]
    assert kinds.index("acknowledged") < kinds.index("arrived") < kinds.index("handled")
    assert kinds.count("arrived") == 1
    (there,) = [one for one in found["timeline"] if one["kind"] == "arrived"]
    assert there["happened_at"] < there["at"]  # when he came, not when it was sent


def test_a_page_that_was_closed_sends_when_it_is_opened_again(work, town, visit, address):
    incident = town.incident("路面塌陷")
    page = work()
    page.locator(f"a[href='/work/incident-{incident}']").click()
    posts = re.compile(r".*/v1/incidents/.*")
    page.context.route(posts, lambda route: _get_only(route))
    page.get_by_role("button", name="接单").click()
    expect(page.get_by_text("未发送 1 条")).to_be_visible()
    context = page.context
    page.close()
    again = context.new_page()
    again.goto(f"{address}/work/outbox")
    expect(again.get_by_text("接单 · 路面塌陷", exact=True)).to_be_visible()
    context.unroute(posts)
    expect(again.get_by_text("没有未发送的内容")).to_be_visible(timeout=LONG)
    assert town("grid_worker", "GET", f"/v1/incidents/{incident}")["stage"] == "acknowledged"
    forgive(visit)


def _get_only(route):
    if route.request.method == "GET":
        route.fallback()
    else:
        route.abort("connectionreset")
