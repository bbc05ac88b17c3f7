"""A resident's report: nothing typed is lost, what is known is shown first, its end is told."""

import re

import pytest
from playwright.sync_api import expect

from tests.waiting import until
from tests.web.reporting import choose, onward, place, stand
from tests.web.work import LONG, forgive, photo, take_photo

REPORTS = re.compile(r".*/v1/facilities/reports$")


@pytest.fixture
def stands(signed_in):
    """stands(37.91, 112.61, "/report"): the resident, with a telephone that knows where it is."""

    def open_(lat, lon, path="/report", **wishes):
        return signed_in("resident", path, before=lambda page: stand(page, lat, lon), **wishes)

    return open_


def up_to_words(page, words):
    onward(page, "没有照片，下一步")
    place(page)
    choose(page)
    page.get_by_label("情况说明").fill(words)


def test_a_report_with_a_photograph_is_followed_to_its_end(stands, town, cast, sound, shot):
    page = stands(37.911, 112.611, "/")
    page.locator(".doors").get_by_role("link", name="报问题").click()
    take_photo(page, "report-photo")
    shot(page, "photo")
    onward(page)
    page.get_by_label("楼层").fill("2")
    place(page)
    shot(page, "what")
    choose(page)
    expect(page.get_by_role("heading", name="说说情况")).to_be_focused()
    page.get_by_label("情况说明").fill("二层楼道的灯不亮，从昨天起")
    sound(page)
    onward(page, "上报")
    expect(page.get_by_role("heading", name="已收到")).to_be_visible(timeout=LONG)
    expect(page.locator(".number")).to_contain_text("BG")
    expect(page.locator(".receipt")).to_contain_text("前处理")
    sound(page)
    large(page, sound)
    shot(page, "receipt")
    page.get_by_role("link", name="看进展").click()
    expect(page.get_by_text("二层楼道的灯不亮，从昨天起")).to_be_visible()
    expect(page.get_by_role("img", name="照片 1")).to_be_visible()
    report = page.url.rsplit("/", 1)[1]
    _repaired(town, cast, report)
    page.reload()
    expect(page.locator(".notice .what")).to_have_text("已办结")
    shot(page, "closed")
    sound(page)
    large(page, sound)
    page.get_by_role("link", name="返回").click()
    expect(page.locator(f"a[href='/report/{report}']")).to_be_visible()
    shot(page, "mine")


def _repaired(town, cast, report):
    path = f"/v1/facilities/hazards/{report}"
    worker = {"assignee": cast.people["grid_worker"]}
    town("manager", "POST", f"{path}/assignments", worker)
    taken = town.photo("grid_worker", photo())
    done = {"note": "换了灯泡", "photos": [taken]}
    town("grid_worker", "POST", f"{path}/repairs", done)
    town("second_worker", "POST", f"{path}/verifications", {"note": "灯亮了", "gone": True})
    town("community_worker", "POST", f"{path}/closures", {"note": "办结"})


def test_what_is_known_nearby_is_shown_before_anything_is_sent(stands, town, cast, sound, shot):
    spot = {"building": "5号楼", "point": {"lat": 37.921, "lon": 112.621}}
    taken = town.photo("grid_worker", photo())
    body = {"community": cast.community, "category": "lamp_out", "where": spot, "words": "灯灭"}
    town("grid_worker", "POST", "/v1/facilities/reports", body | {"photos": [taken]})
    page = stands(37.9211, 112.6211)
    sent = []
    page.on("request", lambda one: one.method == "POST" and sent.append(one.url))
    onward(page, "没有照片，下一步")
    place(page, "5号楼")
    choose(page)
    expect(page.get_by_role("heading", name="附近已有，是同一个吗？")).to_be_visible()
    expect(page.get_by_role("img", name="它的照片")).to_have_count(0)  # nor whose home it is
    sound(page)
    large(page, sound)
    shot(page, "same")
    assert not [one for one in sent if "/facilities/" in one]
    page.get_by_role("button", name="就是这个").click()
    expect(page.get_by_text("您说与附近已有的是同一件")).to_be_visible()
    page.get_by_label("情况说明").fill("5号楼前面这盏")
    onward(page, "上报")
    page.get_by_role("link", name="看进展").click(timeout=LONG)
    expect(page.get_by_text("与别人报的是同一件，一起处理。")).to_be_visible()


def large(page, sound):
    """As the narrowest telephone shows it in the largest look."""
    before = page.viewport_size
    page.set_viewport_size({"width": 320, "height": 640})
    page.evaluate("document.documentElement.dataset.look = 'elder-max'")
    sound(page)
    page.evaluate("document.documentElement.dataset.look = 'normal'")
    page.set_viewport_size(before)


def test_back_keeps_the_pin_and_another_one_nearby_keeps_the_place(stands, sound, shot):
    page = stands(37.931, 112.631)
    onward(page, "没有照片，下一步")
    place(page, "7号楼")
    page.go_back()
    expect(page.get_by_text("已选：37.93100, 112.63100")).to_be_visible()
    shot(page, "pin")
    large(page, sound)
    onward(page)
    choose(page, "停电")
    page.get_by_label("情况说明").fill("整栋停电")
    onward(page, "上报")
    expect(page.get_by_role("heading", name="已收到")).to_be_visible(timeout=LONG)
    page.get_by_role("button", name="附近再报一件").click()
    onward(page, "没有照片，下一步")
    expect(page.get_by_label("楼栋")).to_have_value("7号楼")
    onward(page)
    expect(page.get_by_text("已选：37.93100, 112.63100")).to_be_visible()


def test_pressed_twice_while_nobody_answers_it_arrives_once(stands, town, visit, shot):
    words = "东门路灯不亮，两天了"
    page = stands(37.941, 112.641)
    up_to_words(page, words)
    page.wait_for_timeout(1500)  # a draft is kept a moment after the last letter
    page.reload()
    expect(page.get_by_label("情况说明")).to_have_value(words)
    page.context.route(REPORTS, _only("GET"))
    page.get_by_role("button", name="上报", exact=True).dblclick()
    expect(page.get_by_text("已存在本机，尚未提交")).to_be_visible()
    shot(page, "kept")
    page.get_by_role("link", name="返回").click()
    expect(page.get_by_text("未发送 1 条")).to_be_visible()
    page.context.unroute(REPORTS)
    page.reload()
    _arrives_once(town, words)
    expect(page.locator(".unsent")).to_have_count(0, timeout=LONG)
    forgive(visit)


def test_who_must_sign_in_again_loses_nothing(stands, town, visit, shot):
    words = "西门路灯不亮，三天了"
    page = stands(37.951, 112.651)
    up_to_words(page, words)
    page.context.route(REPORTS, _only("GET", 401))
    onward(page, "上报")
    expect(page.get_by_text("请登录后继续发送")).to_be_visible()
    shot(page, "signed-out")
    page.context.unroute(REPORTS)
    page.reload()
    expect(page.get_by_role("heading", name="已收到")).to_be_visible(timeout=LONG)
    assert _mine(town).count(words) == 1
    forgive(visit)


def _mine(town):
    path = "/v1/facilities/reports"
    return [
        town("resident", "GET", f"{path}/{one['id']}")["words"]
        for one in town("resident", "GET", path)["items"]
    ]


def _arrives_once(town, words):
    found = until(lambda: _mine(town), LONG / 1000, holds=lambda mine: words in mine)
    assert found.count(words) == 1


def _only(method, status=0):
    def answer(route):
        if route.request.method == method:
            route.fallback()
        elif status:
            route.fulfill(status=status, json={"message": "Unauthorized"})
        else:
            route.abort("connectionreset")

    return answer


def test_the_address_of_anothers_report_tells_nothing(signed_in, town, cast, visit, shot):
    spot = {"building": "9号楼", "point": {"lat": 37.961, "lon": 112.661}}
    body = {"community": cast.community, "category": "other", "where": spot, "words": "别人的话"}
    theirs = town("grid_worker", "POST", "/v1/facilities/reports", body)["id"]
    page = signed_in("resident", f"/report/{theirs}")
    expect(page.locator(".trouble")).to_be_visible()
    expect(page.get_by_text("别人的话")).to_have_count(0)
    shot(page, "refused")
    forgive(visit)


def test_a_browser_that_keeps_nothing_sends_at_once(stands, town, visit, shot):
    words = "北门路灯不亮，四天了"
    page = stands(37.971, 112.671, alone=True)
    page.context.add_init_script(
        "Object.defineProperty(window, 'indexedDB', {value: undefined, configurable: true})"
    )
    page.reload()
    take_photo(page, "report-photo")
    onward(page)
    place(page)
    choose(page)
    page.get_by_label("情况说明").fill(words)
    expect(page.get_by_role("alert")).to_contain_text("不能在本机保存")
    onward(page, "上报")
    expect(page.get_by_role("heading", name="已收到")).to_be_visible(timeout=LONG)
    shot(page, "receipt")
    assert _mine(town).count(words) == 1
    visit.complaints[:] = [one for one in visit.complaints if "outbox.missing" not in one]
