"""A resident's first screen, the large look, and what is shown without a sign-in."""

from playwright.sync_api import expect

from tests.web.work import forgive


def test_the_first_screen_leads_to_a_report_and_says_when_nothing_waits(signed_in, shot):
    page = signed_in("manager")
    doors = page.locator(".doors a")
    expect(doors.first).to_have_text("报问题")
    expect(page.get_by_text("今天没有待办。")).to_be_visible()
    shot(page, "home")


def test_the_large_look_stays_and_has_no_tabs(signed_in, shot):
    page = signed_in("resident", afresh=True)
    expect(page.locator("nav.tabs")).to_be_visible()
    page.get_by_role("button", name="长辈版").click()
    expect(page.locator("nav.tabs")).to_have_count(0)
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-look", "elder-max")
    expect(page.locator(".doors a")).to_have_count(3)
    expect(page.locator(".wait")).to_have_count(0)
    expect(page.get_by_role("link", name="呼叫帮手")).to_have_attribute("href", "tel:12345")
    shot(page, "large")
    for path in ("report", "report/mine", "me"):
        page.locator(f".doors a[href='/{path}']").click()
        expect(page.get_by_role("link", name="返回")).to_be_visible()
        expect(page.locator(".wishes")).to_have_count(0)  # the bar is: back, and the title
        page.get_by_role("link", name="返回").click()
    page.locator(".doors a[href='/me']").click()
    page.get_by_role("button", name="退出登录").click()
    expect(page.get_by_role("button", name="登录")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("data-look", "elder-max")


def test_whoever_comes_sees_what_works_and_reads_what_the_api_is(visit, sound, shot):
    page = visit("/status")
    expect(page.get_by_text("有回答", exact=True)).to_be_visible()
    expect(page.get_by_text("是最新的")).to_be_visible()
    shot(page, "status")
    sound(page)
    page.get_by_role("link", name="接口说明").click()
    page.get_by_label("查找").fill("post facilities/reports")
    route = page.locator(".route summary").first
    route.click()
    expect(page.locator(".route").first.get_by_text("category", exact=True)).to_be_visible()
    sound(page)
    shot(page, "docs")
    forgive(visit)  # whom the API does not know it answers 401, which is an answer
