"""The whole command centre without a pointer: one comes everywhere, and does what is to be done."""

import re

from playwright.sync_api import expect

from tests.web.keys import SLOW, press, reach, titled, typed

PARTS = (
    "交接班",
    "维护检验",
    "统计与复盘",
    "巡检计划",
    "排班与派单顺序",
    "短信通道与群发",
    "流程图",
)


def test_an_incident_is_taken_commented_and_replayed_by_keys(desk, tell, cast, sound):
    tell("cover", tilt_degrees=50)
    wang = desk("wang")
    press(wang, wang.get_by_role("button", name=re.compile("确认接单")))
    row = wang.get_by_role("row").filter(has_text=cast.assets["cover"])
    expect(row).to_contain_text("已接单", timeout=SLOW)
    press(wang, row.get_by_role("link"))
    titled(wang, "倾角")
    together = wang.get_by_role("region", name="协作")
    press(wang, together.locator("summary", has_text="留言"))
    typed(wang, together.get_by_label("想说什么"), "路口已放置警示锥")
    press(wang, together.get_by_role("button", name="写入经过"))
    facts = wang.get_by_role("list", name="经过")
    expect(facts).to_contain_text("路口已放置警示锥", timeout=SLOW)
    sound(wang)

    press(wang, wang.get_by_role("link", name="回放与各步用时"))
    titled(wang, "回放")
    reach(wang, wang.get_by_role("slider"))
    wang.keyboard.press("End")
    expect(wang.get_by_role("heading", name=re.compile(r"第 (\d+) 步，共 \1 步"))).to_be_visible()
    press(wang, wang.get_by_role("link", name="返回"))
    titled(wang, "倾角")


def test_a_question_is_asked_answered_and_left_by_keys(desk, cast):
    """What the test before has taken is sent back."""
    li = desk("li")
    row = li.get_by_role("row").filter(has_text=cast.assets["cover"])
    press(li, row.get_by_role("link"))
    titled(li, "倾角")
    back = li.get_by_role("button", name="退回")
    press(li, back)
    dialog = li.get_by_role("dialog")
    expect(dialog).to_be_visible()
    li.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(back).to_be_focused()
    li.keyboard.press("Enter")
    typed(li, dialog.get_by_label("原因"), "井盖又移位")
    press(li, dialog.get_by_role("button", name="退回"))
    expect(li.get_by_role("list", name="经过")).to_contain_text("井盖又移位", timeout=SLOW)


def test_every_part_is_come_to_by_keys(desk, sound):
    li = desk("li")
    expect(li.locator(".wait")).to_have_count(0)
    for tab in ("隐患", "设施", "更多"):
        press(li, li.get_by_role("navigation").get_by_role("link", name=tab))
        titled(li, tab)
    for part in PARTS:
        press(li, li.get_by_role("link", name=part, exact=True))
        titled(li, part)
        sound(li)
        press(li, li.get_by_role("link", name="返回"))
        titled(li, "更多")
    li.keyboard.press("d")
    titled(li, "值守")
