"""What the city does not take waits for its person, and nothing that he typed is lost."""

import pytest
from playwright.sync_api import expect

from tests.web.work import FULL, LONG, forgive, offline, take_photo, until_on


@pytest.fixture
def repairing(work, town):
    """repairing(words): a hazard, and the form by which its repair is told."""

    def open_(words):
        hazard = town.hazard(words)
        page = work()
        page.locator(f"a[href='/work/hazard-{hazard}']").click()
        page.get_by_label("做了什么").fill("已更换")
        return page, hazard

    return open_


def test_a_conflict_shows_both_and_the_person_decides(repairing, town, visit, shot, sound):
    page, hazard = repairing("路灯杆倾斜")
    with offline(page, visit):
        take_photo(page)
        page.get_by_role("button", name="交验").click()
        expect(page.get_by_text("未发送 1 条")).to_be_visible()
        path = f"/v1/facilities/hazards/{hazard}/rejections"
        town("community_worker", "POST", path, {"reason": "不是本社区的灯"})
    page.get_by_role("link", name="需要您决定").first.click()
    expect(page.get_by_role("heading", name="您的内容")).to_be_visible(timeout=LONG)
    expect(page.get_by_text("不予受理")).to_be_visible()
    shot(page, "conflict")
    sound(page)
    page.get_by_role("button", name="放弃我的").click()
    page.get_by_role("dialog").get_by_role("button", name="放弃我的").click()
    expect(page.get_by_text("没有未发送的内容")).to_be_visible()
    forgive(visit)


def test_a_full_telephone_says_so_and_the_form_stays(repairing, town, visit, shot):
    page, hazard = repairing("楼道灯闪")
    take_photo(page)
    page.evaluate(FULL)
    page.get_by_role("button", name="交验").click()
    expect(page.get_by_role("alert").get_by_text("本机存储已满")).to_be_visible()
    expect(page.get_by_label("做了什么")).to_have_value("已更换")
    shot(page, "full")
    assert town("manager", "GET", f"/v1/facilities/hazards/{hazard}")["state"] == "assigned"
    forgive(visit)


def test_a_session_that_ends_in_the_middle_keeps_all(repairing, visit, shot):
    page, _ = repairing("单元门灯坏")
    take_photo(page)
    page.context.route("**/v1/**", lambda route: route.fulfill(status=401, body="{}"))
    page.context.route("**/sign-in/authorize**", lambda route: route.abort())
    page.get_by_role("button", name="交验").click()
    expect(page.get_by_text("未发送 1 条")).to_be_visible()
    page.context.unroute_all()
    page.reload()
    expect(page.locator(".unsent")).to_be_hidden(timeout=LONG)
    shot(page, "sent-after-all")
    forgive(visit)


def test_what_is_typed_is_there_after_a_reload(repairing, visit):
    page, _ = repairing("门禁灯不亮")
    take_photo(page)
    page.get_by_label("做了什么").fill("已更换门禁灯")
    page.wait_for_timeout(1500)
    page.reload()
    expect(page.get_by_label("做了什么")).to_have_value("已更换门禁灯")
    expect(page.get_by_text("已存好")).to_be_visible()


def test_signed_out_the_telephone_knows_nothing(work, town, visit):
    town.hazard("花园灯不亮")
    page = work(afresh=True)
    expect(page.get_by_text("路灯不亮或损坏").first).to_be_visible()
    page.wait_for_timeout(1000)
    assert page.evaluate(COUNT) > 0
    page.get_by_role("link", name="我的账号与退出").click()
    visit.forgiven += ("status of 403",)  # of what is under way as he leaves
    page.get_by_role("button", name="退出登录").click()
    expect(page.get_by_role("button", name="登录")).to_be_visible()
    until_on(page, lambda: page.evaluate(COUNT) == 0, LONG / 1000)
    page.wait_for_timeout(1000)  # nothing comes after
    assert page.evaluate(COUNT) == 0


COUNT = """() => new Promise(done => {
  const asked = indexedDB.open('linli')
  asked.onsuccess = () => {
    const count = asked.result.transaction('seen').objectStore('seen').count()
    count.onsuccess = () => (asked.result.close(), done(count.result))
  }
})"""
