"""What a browser meets: an API that is slow or down, an upload that dies, a deployment meanwhile, a
full disk, texts that mean harm. Nothing that was typed or photographed is lost.

A session that ends in mid-form, 409 and double presses: test_work_decisions, test_work_tasks,
test_resident_report; 412: test_ops_parts.
"""

import io
import re

import httpx
import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.web.conftest import DESK
from tests.web.cut import CutOnce
from tests.web.reporting import choose, onward
from tests.web.work import FULL, LONG, forgive, noisy_photo, take_photo, until_on

API = "**/v1/**"
REPORTS = re.compile(r".*/v1/facilities/reports$")
HARM = (
    '"><img src=x onerror="window.hit=1"><script>window.hit=1</script>{{7*7}}${7*7}'
    "\u202eمرحبا\u202c 𠮷👨\u200d👩\u200d👧 '; DROP TABLE--" + "长" * 200
)


class Held:
    """Requests that nobody answers yet."""

    def __init__(self, page, which=API, method=None):
        self.method, self.all, self.is_open = method, [], False
        page.context.route(which, self._hold)

    def _hold(self, route):
        other = self.method and route.request.method != self.method
        if self.is_open or other:
            return route.fallback()
        return self.all.append(route)

    def let_go(self):
        self.is_open = True
        for route in self.all:
            route.continue_()


@pytest.fixture
def cut():
    made = CutOnce(0.6)
    yield made
    made.close()


def test_what_takes_ten_seconds_is_awaited_in_words_and_comes(signed_in, shot):
    page = signed_in("resident", "/status", alone=True)
    page.clock.install()
    held = Held(page)
    page.get_by_role("link", name="返回").click()
    expect(page.locator(".wait .slow").first).to_be_visible()
    shot(page, "slow")
    page.clock.fast_forward(10_000)
    expect(page.locator(".trouble")).to_have_count(0)
    held.let_go()
    expect(page.locator(".wait")).to_have_count(0)
    expect(page.get_by_text("居民").first).to_be_visible()


def test_a_report_that_is_answered_after_ten_seconds_is_sent_once(signed_in, town, shot):
    words = "北区路灯不亮，答得慢"
    page = up_to_words(signed_in("resident", "/report", alone=True), words)
    page.clock.install()
    held = Held(page, REPORTS, "POST")
    with page.expect_request(lambda asked: asked.method == "POST" and REPORTS.match(asked.url)):
        page.get_by_role("button", name="上报", exact=True).dblclick()
    expect(page.get_by_text("已存在本机，尚未提交")).to_be_visible()
    page.clock.fast_forward(10_000)
    shot(page, "slow")
    held.let_go()
    expect(page.get_by_role("heading", name="已收到")).to_be_visible(timeout=LONG)
    assert len(held.all) == 1
    assert reported(town).count(words) == 1


def test_an_api_that_is_down_says_so_and_is_asked_again(signed_in, visit, shot):
    page = signed_in("resident", "/status")
    page.context.route(API, lambda route: route.fulfill(status=503, body="down"))
    page.get_by_role("link", name="返回").click()
    trouble = page.locator(".trouble").first
    expect(trouble.get_by_text("社区")).to_be_visible()  # another way to be helped
    expect(page.locator(".trouble")).to_have_count(3)  # once each was asked again
    shot(page, "down")
    page.context.unroute(API)
    trouble.get_by_role("button", name="重试").click()
    expect(page.locator(".trouble")).to_have_count(1)  # each part of a page asks for itself
    page.get_by_role("button", name="重试").click()
    expect(page.locator(".trouble")).to_have_count(0)
    forgive(visit)


def test_what_is_typed_while_the_api_is_down_goes_when_it_is_back(signed_in, town, visit):
    words = "西区路灯不亮，接口停了"
    page = up_to_words(signed_in("resident", "/report"), words)
    page.context.route(API, lambda route: route.fulfill(status=503, body="down"))
    page.get_by_role("button", name="上报", exact=True).click()
    expect(page.get_by_text("已存在本机，尚未提交")).to_be_visible()
    page.context.unroute(API)
    page.reload()
    expect(page.get_by_role("heading", name="已收到")).to_be_visible(timeout=LONG)
    assert reported(town).count(words) == 1
    forgive(visit)


def test_an_upload_that_dies_at_60_percent_is_repeated_by_the_next_page(work, town, visit, cut):
    incident = town.incident("消火栓漏水")
    page = work(path=f"/work/incident-{incident}")
    page.get_by_role("button", name="接单").click()
    page.get_by_label("做了什么").fill("已关闭阀门")
    take_photo(page, file=noisy_photo())
    cut.lead(page.context)
    page.get_by_role("button", name="交验").click()
    expect(page.get_by_text("未发送 1 条")).to_be_visible()
    until_on(page, lambda: cut.length and cut.passed >= int(cut.length * 0.6))
    address, context = page.url, page.context
    page.close()  # before it can try again
    again = context.new_page()
    again.goto(address)
    expect(again.locator(".marks strong")).to_have_text("已处置", timeout=LONG)
    assert cut.length > 100_000
    assert cut.passed < cut.length * 0.61
    assert cut.bodies > 1
    found = town("grid_worker", "GET", f"/v1/incidents/{incident}")
    assert len(found["evidence"]) == 1
    there = httpx.get(found["evidence"][0]["address"], trust_env=False).content
    Image.open(io.BytesIO(there)).load()  # which refuses what is not whole
    forgive(visit)


def test_a_page_that_is_older_than_the_city_loads_anew_once_and_keeps_what_is_typed(
    signed_in, visit, shot
):
    words = "南区路灯不亮，换了版本"
    page = up_to_words(signed_in("resident", "/report"), words)
    gone = []

    def no_more(route):
        gone.append(route.request.url)
        route.fulfill(status=404, body="gone")

    parts = re.compile(r".*/assets/(mine|one|me)-.*\.js")
    page.context.route(parts, no_more)
    page.evaluate("window.older = true")
    page.get_by_role("link", name="我的上报").click()
    page.wait_for_function("() => !window.older")  # a page anew
    page.context.unroute(parts)
    page.wait_for_load_state()
    assert gone
    page.goto(page.url.partition("/report")[0] + "/report?step=say")
    expect(page.get_by_label("情况说明")).to_have_value(words)
    shot(page, "kept")
    forgive(visit)


def test_a_full_disk_loses_no_report(signed_in, town, visit, shot):
    words = "东区路灯不亮，存不下"
    page = up_to_words(signed_in("resident", "/report"), words)
    page.evaluate(FULL)
    page.get_by_role("button", name="上报", exact=True).click()  # at once, then, or not at all
    expect(page.get_by_role("heading", name="已收到")).to_be_visible(timeout=LONG)
    assert reported(town).count(words) == 1
    forgive(visit)


def test_texts_that_mean_harm_are_texts_wherever_they_are_shown(
    signed_in, work, town, cast, visit, sound, shot
):
    page = signed_in("resident", "/report")
    page.get_by_role("button", name="没有照片，下一步").click()
    fill_all(page)
    page.get_by_role("button", name="下一步").click()
    page.get_by_role("button", name=re.compile("不标|下一步|跳过|没有")).last.click()
    page.get_by_label("路灯不亮或损坏").check()
    page.get_by_role("button", name="下一步").click()
    fill_all(page)
    page.get_by_role("button", name="上报", exact=True).click()
    expect(page.get_by_role("heading", name="已收到")).to_be_visible(timeout=LONG)
    page.get_by_role("link", name="看进展").click()
    expect(page.get_by_text(HARM[:60]).first).to_be_visible()
    harmless(page, sound)
    shot(page, "reporter")
    report = page.url.rsplit("/", 1)[1]
    worker = {"assignee": cast.people["grid_worker"]}
    town("manager", "POST", f"/v1/facilities/hazards/{report}/assignments", worker)
    page = work(path=f"/work/hazard-{report}")
    expect(page.get_by_text(HARM[:60]).first).to_be_visible()
    fill_all(page, but="费用（元）")
    take_photo(page)
    page.get_by_role("button", name="交验").click()
    town.until(f"/v1/facilities/hazards/{report}", "state", "repaired")
    harmless(page, sound)
    shot(page, "worker")
    desk = f"/ops/hazards/{report}?community={cast.community}"
    page = signed_in("community_worker", desk, DESK)
    expect(page.get_by_text(HARM[:60]).first).to_be_visible()
    harmless(page, sound)
    shot(page, "desk")


def fill_all(page, but=""):
    """Each field of a text, as much as it takes."""
    for field in page.locator("main input[type=text]:visible, main textarea:visible").all():
        most = int(field.get_attribute("maxlength") or 1000)
        if but and field.get_attribute("inputmode") == "decimal":
            continue
        field.fill(HARM[:most].encode("utf-16", "ignore").decode("utf-16", "ignore"))


def harmless(page, sound):
    assert page.evaluate("window.hit") is None
    assert page.locator("img[src=x]").count() == 0
    sound(page)


def up_to_words(page, words):
    onward(page, "没有照片，下一步")
    page.get_by_label("楼栋").fill("3号楼")
    onward(page)
    page.locator(".actions button").last.click()  # without a point
    choose(page)
    page.get_by_label("情况说明").fill(words)
    return page


def reported(town):
    path = "/v1/facilities/reports"
    found = town("resident", "GET", path)["items"]
    return [town("resident", "GET", f"{path}/{one['id']}")["words"] for one in found[:5]]
