"""A patrol that is walked without a network, and a report from the street."""

from playwright.sync_api import expect

from tests.web.reporting import stand
from tests.web.work import LONG, offline, take_photo


def misread(asset_id):
    """A check that is not this id's."""
    from functions.facilities.assets import codes

    return "Y" if codes.check(asset_id) == "Z" else "Z"


def test_a_patrol_is_walked_without_a_network(work, town, cast, visit, shot, sound):
    hydrant = cast.assets["hydrant"]
    plan = {"title": "消火栓月巡", "row": "PA1-hydrants", "route": [hydrant]}
    made = town("manager", "POST", "/v1/facilities/plans", plan | {"community": town.community})
    page = work(path=f"/work/patrol/plan-{made['id']}")
    expect(page.get_by_text("消火栓月巡")).to_be_visible()
    shot(page, "plan")
    with offline(page, visit):
        page.get_by_role("button", name="开始巡检").click()
        expect(page.get_by_text("没有记录位置")).to_be_visible()
        page.get_by_label("标签编号").fill(f"{hydrant}.{misread(hydrant)}")
        page.get_by_role("button", name="打开").click()
        expect(page.get_by_text("编号不对")).to_be_visible()
        page.get_by_label("标签编号").fill(hydrant)
        shot(page, "route")
        sound(page)
        page.get_by_role("button", name="打开").click()
        for group, answer in enumerate(["正常", "有问题", "正常"]):
            page.get_by_role("group").nth(group).get_by_label(answer).check()
        take_photo(page, "check-photo")
        shot(page, "check")
        page.get_by_role("button", name="记下并返回路线").click()
        expect(page.get_by_text("已看，未发送")).to_be_visible()
        page.get_by_role("button", name="结束巡检").click()
        page.get_by_role("dialog").get_by_role("button", name="结束巡检").click()
        expect(page.get_by_text("未发送 3 条")).to_be_visible()
        shot(page, "kept")
    expect(page.locator(".unsent")).to_be_hidden(timeout=LONG)
    path = f"/v1/facilities/patrols?community={town.community}&mine=true"
    (patrol,) = town("grid_worker", "GET", path)["items"]
    assert (patrol["state"], patrol["found"]) == ("ended", 1)
    (check,) = town("grid_worker", "GET", f"/v1/facilities/patrols/{patrol['id']}")["checks"]
    assert (check["late"], len(check["photos"])) == (False, 1)
    assert check["captured_at"] < check["received_at"]


def test_a_report_from_the_street_is_asked_for_what_is_like_it(work, town, shot, sound):
    known = town.hazard("东门路灯不亮")
    page = work(path="/work/report")
    stand(page, 37.87, 112.55)
    page.get_by_role("button", name="用我现在的位置").click()
    expect(page.get_by_text("已选：37.87")).to_be_visible()
    shot(page, "where")
    sound(page)
    page.get_by_role("button", name="下一步").click()
    page.get_by_label("什么问题").select_option("lamp_out")
    expect(page.get_by_text("附近已有，是同一个吗？")).to_be_visible(timeout=LONG)
    shot(page, "similar")
    page.get_by_role("radio").first.check()
    page.get_by_role("button", name="下一步").click()
    page.get_by_label("说明情况").fill("同一盏灯，还没修")
    take_photo(page, "report-photo")
    page.get_by_role("button", name="上报").click()
    expect(page.get_by_text("已上报")).to_be_visible(timeout=LONG)
    expect(page.get_by_text("BG")).to_be_visible()
    shot(page, "reported")
    assert known
