"""Journeys from one person's screen to another's, by people who signed in, against a running city.

③ a resident reports with a photograph and is shown what is known, the manager sends a worker, he
repairs it without a signal, another verifies, the community closes it, the reporter sees it: here.
④ alarm, board, linked action, close refused, then closed: test_ops_incident.
⑤ nobody acknowledges, it goes on; who does so too late is shown both versions: here.
⑩ nobody answers, all is shown as old: here, the desk's in test_ops_board and test_ops_incident.
⑫ another's address tells nothing, by four screens: here, a report's in test_resident_report.
"""

import pytest
from playwright.sync_api import expect

from operate.scenario.cast import Cast
from operate.scenario.story import Story
from tests.web.conftest import DESK
from tests.web.reporting import choose, onward, place, stand
from tests.web.work import LONG, Town, forgive, offline, photo, take_photo

SPOT = {"latitude": 37.981, "longitude": 112.681}


CHAIN = {  # of two, each of whom has an hour
    "title": {"zh": "升级测试社区", "en": "Community of what goes on"},
    "people": {
        "first": "grid_worker",
        "second": "community_worker",
        "community_worker": "community_worker",
    },
    "grid": {"name": "第一网格"},
    "rosters": {"community": {"duty": ["first"], "head": ["second"]}},
    "chain": {
        "operator": "${second}",
        "levels": [{"post": "duty", "place": "community"}, {"post": "head", "place": "community"}],
    },
    "steps": [{"advance": "1 second"}],
}


@pytest.fixture(scope="module")
def escalating(world):
    """Another community, whose clock runs ahead."""
    cast = Cast(Story.model_validate(CHAIN), world)
    cast.enter()
    yield Town(world, cast)
    cast.leave()


@pytest.fixture
def resident(signed_in):
    def open_(path="/"):
        page = signed_in("resident", path, afresh=True)
        stand(page, *SPOT.values())
        return page

    return open_


def report(page, words):
    page.locator(".doors").get_by_role("link", name="报问题").click()
    take_photo(page, "report-photo")
    onward(page)
    place(page, "12号楼")
    choose(page)
    expect(page.get_by_role("heading", name="附近已有，是同一个吗？")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="米 · ").first).to_be_visible()
    onward(page, "都不是，另报一件")
    page.get_by_label("情况说明").fill(words)
    onward(page, "上报")
    expect(page.get_by_role("heading", name="已收到")).to_be_visible(timeout=LONG)
    page.get_by_role("link", name="看进展").click()
    return page.url.rsplit("/", 1)[1]


def test_a_report_from_the_first_photograph_to_its_end(
    resident, signed_in, work, town, cast, visit, sound, shot
):
    known = {"building": "12号楼", "point": {"lat": SPOT["latitude"], "lon": SPOT["longitude"]}}
    body = {"community": cast.community, "category": "lamp_out", "where": known, "words": "早报过"}
    taken = town.photo("second_worker", photo())
    town("second_worker", "POST", "/v1/facilities/reports", body | {"photos": [taken]})
    mine = resident()
    found = report(mine, "门口路灯不亮，旁边那盏也报过")

    its_page = f"/ops/hazards/{found}?community={cast.community}"
    desk = signed_in("manager", its_page, DESK)
    assign(desk, cast.people["grid_worker"])

    page = work(path=f"/work/hazard-{found}")
    expect(page.get_by_label("做了什么")).to_be_visible()
    with offline(page, visit):
        page.get_by_label("做了什么").fill("换了灯头")
        take_photo(page)
        page.get_by_role("button", name="交验").click()
        expect(page.get_by_text("未发送 1 条")).to_be_visible()
    expect(page.locator(".marks strong")).to_have_text("已维修", timeout=LONG)

    other = work("second_worker", f"/work/hazard-{found}")
    other.get_by_label("现场看到什么").fill("两盏都亮")
    other.get_by_role("button", name="核实").click()
    town.until(f"/v1/facilities/hazards/{found}", "state", "verified")

    li = signed_in("community_worker", its_page, DESK)
    close(li)
    town.until(f"/v1/facilities/hazards/{found}", "state", "closed")
    expect(mine.locator(".notice .what")).to_have_text("已办结", timeout=LONG)  # by itself
    shot(mine, "closed")
    sound(mine)


def assign(desk, person):
    other = "其他人（填编号）"  # a manager sees no roster
    desk.get_by_label("派谁维修").select_option(label=other)
    desk.get_by_label("人员", exact=True).fill(person)
    desk.get_by_role("button", name="派他去").click()
    expect(desk.get_by_text("已派").first).to_be_visible()


def close(desk):
    desk.get_by_label("办结说明").fill("灯亮了，办结")
    desk.get_by_role("button", name="办结", exact=True).click()


def test_what_nobody_takes_goes_on_to_the_next_and_the_first_is_told_he_is_late(
    signed_in, escalating, visit, sound, shot
):
    first, second = (escalating.cast.people[name] for name in ("first", "second"))
    incident = escalating.incident("地下车库积水")
    at = f"/work/incident-{incident}?community={escalating.community}"
    page = signed_in(first, at, afresh=True)
    expect(page.get_by_role("button", name="接单")).to_be_visible()
    with offline(page, visit):
        page.get_by_role("button", name="接单").click()  # in a cellar, too late
        expect(page.get_by_text("未发送 1 条")).to_be_visible()
        escalating.world.advance(escalating.community, "2 hours")
        escalating.until(f"/v1/incidents/{incident}", "level", 2)
    page.get_by_role("link", name="需要您决定").first.click(timeout=LONG)
    expect(page.get_by_role("heading", name="现在的内容")).to_be_visible()
    shot(page, "late")
    sound(page)
    desk = signed_in(second, f"/ops?community={escalating.community}", DESK)
    row = desk.get_by_role("row").filter(has_text="地下车库积水")
    expect(row).to_contain_text("已派单", timeout=LONG)
    row.get_by_role("link").first.click()
    expect(desk.get_by_text("无人接单，转下一步").first).to_be_visible()
    shot(desk, "passed-on")
    wall = signed_in(second, f"/wall/ops?community={escalating.community}", DESK)
    expect(wall.get_by_text("地下车库积水").first).to_be_visible()
    shot(wall, "wall")
    other = signed_in(second, at)
    other.get_by_role("button", name="接单").click()
    escalating.until(f"/v1/incidents/{incident}", "stage", "acknowledged")
    forgive(visit)


STALE = {  # who looks, and at which of his screens
    "/": "resident",
    "/report/mine": "resident",
    "/work": "grid_worker",
    "/wall/ops": "community_worker",
}


@pytest.mark.parametrize("path", STALE)
def test_where_nobody_answers_nothing_looks_live(path, signed_in, cast, visit, shot):
    page = signed_in(STALE[path], f"{path}?community={cast.community}", alone=True)
    page.locator(".age").first.wait_for()
    page.clock.install()
    page.reload()  # timers of before are real ones
    page.locator(".age").first.wait_for()
    page.context.route("**/v1/**", lambda route: route.abort())
    for _ in range(10):
        page.clock.run_for(15_000)
        if page.locator(".stale").count():
            break
    expect(page.locator(".stale").first).to_be_visible()
    expect(page.get_by_text("更新于").first).to_be_visible()
    shot(page, path.strip("/").replace("/", "-") or "home")
    expect(page.get_by_role("button", name="重试").first).to_be_visible()
    page.context.unroute("**/v1/**")
    page.evaluate("document.querySelector('.stale button')?.click()")  # unless it asked by itself
    expect(page.locator(".fresh").first).to_be_visible(timeout=LONG)
    forgive(visit)


def test_the_address_of_what_is_anothers_tells_nothing(signed_in, town, escalating, visit, shot):
    incident = town.incident("配电箱门开着")
    hazard = town.hazard("别人家的灯")
    for path in (f"/ops/e/{incident}", f"/work/incident-{incident}", f"/work/hazard-{hazard}"):
        page = signed_in(escalating.cast.people["first"], path)
        expect(page.locator(".trouble").first).to_be_visible()
        for told in ("配电箱", "别人家", "3号楼"):
            expect(page.get_by_text(told)).to_have_count(0)
    shot(page, "refused")
    page = visit(f"/work/incident-{incident}")
    expect(page.get_by_role("button", name="登录")).to_be_visible()  # nor without a sign-in
    forgive(visit)
