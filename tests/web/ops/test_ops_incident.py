"""From a device's alarm to a closed incident, at the desk: what is linked, what is lacking, and
what the page says where the city does not answer.
"""

import re

from playwright.sync_api import expect

from tests.web.work import photo

SLOW = 60_000  # ms, for what machines do by themselves


def row_of(page, text):
    return page.get_by_role("row").filter(has_text=text)


def test_an_alarm_is_taken_linked_refused_and_closed(desk, tell, cast, visit, sound, shot):
    li = desk("li", afresh=True)
    expect(li.get_by_text("没有未办结的事件")).to_be_visible(timeout=SLOW)
    for name in ("siren", "valve"):
        cast.mount(name)
    tell("smoke", fire=1)
    tell("heat", fire=1)
    row = row_of(li, "火警").first
    expect(row).to_contain_text("已派单", timeout=SLOW)
    expect(li.get_by_role("alert").filter(has_text="无人接单")).to_be_visible()
    shot(li, "list")
    sound(li)

    wang = desk("wang")
    taken = row_of(wang, "火警").first
    taken.get_by_role("button", name=re.compile("确认接单")).click()
    expect(taken).to_contain_text("已接单", timeout=SLOW)

    row.get_by_role("link").first.click()
    expect(li.get_by_role("heading", level=1)).to_contain_text("火警")
    links = li.get_by_role("region", name="联动")
    expect(links.get_by_text("设备已执行").first).to_be_visible(timeout=SLOW)
    valve = links.get_by_role("listitem").filter(has_text=cast.assets["valve"]).first
    valve.get_by_role("button", name="确认执行").click()
    li.get_by_role("dialog").get_by_role("button", name="确认执行").click()
    expect(valve.get_by_text("设备已执行")).to_be_visible(timeout=SLOW)
    shot(li, "board")
    sound(li)

    li.locator("summary", has_text="办结").click()
    lesson = li.get_by_label("教训：下次怎样避免")
    lesson.fill("装修前先报备停用烟感")
    li.get_by_role("button", name="办结", exact=True).click()
    expect(li.get_by_text("当前环节不能进行此操作")).to_be_visible()
    for lacking in ("现场照片已上传并确认", "传感器恢复正常", "另一人到场核实"):
        expect(li.get_by_role("listitem").filter(has_text=lacking)).to_contain_text("还缺")
    expect(lesson).to_have_value("装修前先报备停用烟感")
    shot(li, "refused")

    taken.get_by_role("link").first.click()
    wang.locator("#evidence-file").set_input_files(photo())
    expect(wang.get_by_text("已上传")).to_be_visible(timeout=SLOW)
    wang.get_by_label("做了什么").fill("油烟误报，已通风")
    wang.get_by_role("button", name="已处置").click()
    expect(wang.get_by_text("您处置的工单要由别人核实和办结")).to_be_visible(timeout=SLOW)
    shot(wang, "handled")

    tell("smoke", fire=0)
    tell("heat", fire=0)
    expect(li.get_by_text("传感器读数正常").first).to_be_visible(timeout=SLOW)
    li.get_by_label("在现场看到了什么").fill("无明火，烟感已复位")
    li.get_by_role("button", name="核实无误").click()
    expect(li.locator(".stand")).to_contain_text("已核实", timeout=SLOW)
    li.get_by_label("教训：下次怎样避免").fill("装修前先报备停用烟感")
    li.get_by_role("button", name="办结", exact=True).click()
    expect(li.get_by_text("法定报告尚无记录").first).to_be_visible()
    li.get_by_label("如有法定报告未作").fill("油烟误报，没有发生火灾")
    li.get_by_role("button", name="办结", exact=True).click()
    expect(li.get_by_text("已办结。教训：装修前先报备停用烟感")).to_be_visible(timeout=SLOW)
    shot(li, "closed")
    li.goto(re.sub(r"/ops/e/.*", f"/ops/learned?community={cast.community}&cases=closed", li.url))
    learned = li.get_by_role("region", name="事件处置")
    expect(learned).to_contain_text("各步用时中位数", timeout=SLOW)
    expect(learned).not_to_contain_text("A6.1")  # the code of a kind of event
    shot(li, "learned")
    sound(li)
    learned.get_by_role("table").last.get_by_role("link").first.click()
    expect(li.get_by_role("region", name="各步用时")).to_contain_text("接单")
    shot(li, "replayed")
    sound(li)
    visit.complaints[:] = [one for one in visit.complaints if "409" not in one]


def test_many_of_one_cause_are_taken_at_once_with_a_reason(desk, tell, cast, shot):
    wang = desk("wang")
    tell("cover", tilt_degrees=30)
    tell("lid", tilt_degrees=31)
    for name in ("cover", "lid"):
        expect(row_of(wang, cast.assets[name])).to_contain_text("已派单", timeout=SLOW)
    wang.get_by_role("button", name=re.compile("全选派给我的")).click()
    wang.get_by_role("button", name="批量确认 2 件").click()
    dialog = wang.get_by_role("dialog")
    dialog.get_by_label("原因").fill("同一辆车碾压")
    shot(wang, "asked")
    dialog.get_by_role("button", name="批量确认 2 件").click()
    expect(wang.get_by_text("已确认 2 件")).to_be_visible()
    for name in ("cover", "lid"):
        expect(row_of(wang, cast.assets[name])).to_contain_text("已接单", timeout=SLOW)


def test_a_row_under_the_pointer_stays_where_it_is(desk, tell, cast, shot):
    li = desk("li")
    rows = li.locator("tbody tr")
    rows.first.hover()
    under = rows.first.get_attribute("data-id")
    tell("smoke", fire=1)  # more urgent than all that is there
    expect(row_of(li, "火警").first).to_be_visible(timeout=SLOW)
    expect(li.get_by_text("您指着的一行先不动")).to_be_visible()
    assert rows.first.get_attribute("data-id") == under
    shot(li, "held")
    li.get_by_role("heading", level=1).hover()
    expect(rows.first).to_contain_text("火警")


def test_keys_alone_do(desk, cast):
    li = desk("li")
    rows = li.locator("tbody tr")
    expect(rows.first).to_be_visible()
    li.keyboard.press("j")
    expect(rows.first.get_by_role("link").first).to_be_focused()
    li.keyboard.press("?")
    expect(li.get_by_role("dialog")).to_contain_text("下一件")
    li.keyboard.press("Escape")
    li.keyboard.press("o")
    expect(li.get_by_role("heading", level=1)).to_be_focused()
    li.keyboard.press("d")
    expect(li.get_by_role("heading", level=1)).to_have_text("值守")


def test_the_sheet_and_the_hazard_are_read(desk, sound, shot):
    li = desk("li")
    li.locator("tbody tr").first.get_by_role("link").first.click()
    li.get_by_role("link", name="119 交接单").click()
    expect(li.get_by_role("heading", name="已知情况")).to_be_visible()
    shot(li, "sheet")
    sound(li)
    li.get_by_role("link", name="返回").click()
    li.get_by_role("link", name="受影响人员").click()
    expect(li.get_by_role("heading", name="登记一人")).to_be_visible()
    shot(li, "affected")
    sound(li)
    li = desk("li", "/ops/hazards")
    li.locator("tbody tr").first.get_by_role("link").first.click()
    expect(li.get_by_role("region", name="怎么发现的")).to_be_visible()
    shot(li, "hazard")
    sound(li)


def test_when_the_city_is_silent_the_board_says_so(desk, visit, shot):
    li = desk("li")
    li.locator("tbody tr").first.get_by_role("link").first.click()
    expect(li.locator(".stand")).to_be_visible()
    li.route("**/v1/**", lambda route: route.abort())
    expect(li.get_by_text("暂时连不上").first).to_be_visible(timeout=30_000)
    shot(li, "stale")
    li.unroute("**/v1/**")
    li.get_by_role("button", name="重试").first.click()
    expect(li.get_by_text("暂时连不上")).to_have_count(0, timeout=30_000)
    visit.complaints[:] = [line for line in visit.complaints if "ERR_FAILED" not in line]
