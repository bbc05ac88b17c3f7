"""Several people on one incident: a comment, help, another assignee, and a shift that ends."""

import re

from playwright.sync_api import expect

SLOW = 60_000  # ms, for what machines do by themselves


def row_of(page, text):
    return page.get_by_role("row").filter(has_text=text)


def opened(page, text):
    row = row_of(page, text)
    expect(row).to_contain_text("已派单", timeout=SLOW)
    row.get_by_role("link").first.click()
    return page.get_by_role("region", name="协作")


def unfolded(region, name):
    """An act that is folded away until it is wanted."""
    region.locator("summary", has_text=name).click()
    return region.get_by_role("group").filter(has=region.page.locator("summary", has_text=name))


def test_a_word_a_call_for_help_and_another_assignee_are_facts(desk, tell, cast, sound, shot):
    tell("cover", tilt_degrees=40)
    li = desk("li")
    together = opened(li, cast.assets["cover"])
    facts = li.get_by_role("list", name="经过")

    comment = unfolded(together, "留言")
    comment.get_by_label("想说什么").fill("路口已放置警示锥")
    comment.get_by_role("button", name="写入经过").click()
    expect(facts).to_contain_text("路口已放置警示锥", timeout=SLOW)

    call = unfolded(together, "请求支援")
    call.get_by_label(re.compile("^请谁")).select_option("-")
    call.get_by_label(re.compile("^人员")).fill(cast.people["chen"])
    call.get_by_label("需要什么支援").fill("带井盖钩来")
    call.get_by_role("button", name="发出请求").click()
    expect(facts).to_contain_text("带井盖钩来", timeout=SLOW)
    expect(together).to_contain_text("参与支援")

    give = unfolded(together, "转派")
    give.get_by_label("转派原因").fill("王磊去了另一处")
    give.get_by_role("button", name="转派", exact=True).click()
    expect(give).to_contain_text("请选一个人")
    give.get_by_label(re.compile("^转给谁")).select_option("-")
    give.get_by_label(re.compile("^人员")).fill(cast.people["zhao"])
    give.get_by_role("button", name="转派", exact=True).click()
    expect(facts).to_contain_text("王磊去了另一处", timeout=SLOW)
    expect(li.locator(".stand")).to_contain_text("已派单", timeout=SLOW)
    shot(li, "together")
    sound(li)


def test_who_takes_a_shift_reads_its_note_first(desk, tell, cast, sound, shot):
    tell("lid", tilt_degrees=41)
    wang = desk("wang")
    expect(row_of(wang, cast.assets["lid"])).to_contain_text("已派单", timeout=SLOW)
    zhao = desk("zhao")
    wang.goto(wang.url.replace("/ops?", "/ops/reliefs?"))
    offer = wang.get_by_role("region", name="交班", exact=True)
    offer.get_by_role("button", name=re.compile("交出 [0-9]+ 件")).click()
    expect(offer).to_contain_text("请选一个人")
    offer.get_by_label("交给谁").fill(cast.people["zhao"])
    offer.get_by_label(re.compile("^交班说明")).fill("井盖厂家两点到场")
    offer.get_by_role("button", name=re.compile("交出 [0-9]+ 件")).click()
    expect(wang.get_by_role("article")).to_contain_text("等接班")
    shot(wang, "offered")
    sound(wang)

    told = zhao.locator(".notice").filter(has_text="向您交班")
    expect(told).to_contain_text("井盖厂家两点到场", timeout=SLOW)
    shot(zhao, "told")
    sound(zhao)
    told.get_by_role("button", name=re.compile("接班")).click()
    expect(told).to_have_count(0, timeout=SLOW)
    mine = row_of(zhao, cast.assets["lid"])
    expect(mine).to_contain_text("您", timeout=SLOW)
    mine.get_by_role("link").first.click()
    facts = zhao.get_by_role("list", name="经过")
    expect(facts).to_contain_text("交接班", timeout=SLOW)
    expect(facts).to_contain_text("井盖厂家两点到场")

    zhao.get_by_role("link", name="回放与各步用时").click()
    expect(zhao.get_by_role("heading", name=re.compile("第 1 步"))).to_be_visible()
    zhao.get_by_role("button", name="下一步").click()
    expect(zhao.get_by_role("heading", name=re.compile("第 2 步"))).to_be_visible()
    shot(zhao, "replay")
    sound(zhao)
