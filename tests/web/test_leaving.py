"""Whose account an address signs in, and what is left on a telephone that others use as well."""

import re

from playwright.sync_api import expect

from tests.web.conftest import MINE
from tests.web.work import LONG, forgive

OPEN = """table => new Promise(done => {
  const asked = indexedDB.open('linli')
  asked.onsuccess = () => {
    const all = asked.result.transaction(table).objectStore(table).getAll()
    all.onsuccess = () => (asked.result.close(), done(all.result.map(one => one.person)))
  }
})"""


def test_an_address_of_another_signs_nobody_in_unasked(invited, world, cast, sound, shot):
    """An attacker's invitation, opened by somebody else: he reads whose it is, and is out again."""
    page = invited("second_worker")
    expect(page.get_by_role("heading", level=1)).to_have_text("这是您的账号吗？")
    name = world.ask("GET", "/v1/accounts/me", cast.people["second_worker"]).body["name"]
    expect(page.locator("dd strong")).to_have_text(name)
    sound(page)
    shot(page, "asked")
    page.reload()
    expect(page.get_by_role("button", name=MINE)).to_be_visible()  # nor by loading it anew
    page.goto(page.url + "report")
    expect(page.get_by_role("button", name=MINE)).to_be_visible()  # nor elsewhere
    page.get_by_role("button", name=re.compile("不是我")).click()
    page.get_by_role("button", name="登录").click()
    expect(page.locator("input[name=phone]")).to_be_visible()  # the issuer knows nobody here either


def test_who_says_it_is_he_is_asked_no_more(invited):
    page = invited("resident")
    page.get_by_role("button", name=MINE).click()
    expect(page.locator(".doors")).to_be_visible()
    page.reload()
    expect(page.locator(".doors")).to_be_visible()


def test_an_invitation_is_taken_where_its_page_is_open_already(visit, home, world, cast, address):
    from operate import sign_in

    page = visit("/")
    expect(page.get_by_role("button", name="登录")).to_be_visible()
    code = sign_in.invite(home, world.city, cast.people["resident"])
    page.goto(f"{address}/#invitation={code}")
    page.locator("input[name=invitation]").locator("xpath=ancestor::form").locator("button").click()
    expect(page.get_by_role("button", name=MINE)).to_be_visible()


def leaving(work, town, visit, what):
    """At the sign-out, with an acknowledgement that was not sent."""
    forgive(visit)  # it is tried again and again
    incident = town.incident(what)
    page = work(path=f"/work/incident-{incident}", afresh=True)
    held = re.compile(r".*/acknowledgements$")
    page.context.route(held, lambda route: route.abort("connectionreset"))
    page.get_by_role("button", name="接单").click()
    expect(page.get_by_text("未发送 1 条")).to_be_visible()
    page.get_by_role("link", name="今天").click()
    page.get_by_role("link", name="我的账号与退出").click()
    page.get_by_role("button", name="退出登录").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("heading")).to_have_text("还有 1 条没有送达")
    expect(dialog.get_by_text(what)).to_be_visible()
    return incident, page, held, dialog


def test_what_was_not_sent_stays_if_its_person_says_so_and_goes_with_his_return(
    work, town, invited, signed_in, visit, sound, shot, home, world, cast, address
):
    from operate import sign_in

    incident, page, held, dialog = leaving(work, town, visit, "单元门关不上")
    sound(page)
    shot(page, "unsent")
    dialog.get_by_role("button", name=re.compile("留在本机")).click()
    expect(page.get_by_role("button", name="登录")).to_be_visible()
    me = cast.people["grid_worker"]
    page.wait_for_function(f"async () => !(await ({OPEN})('seen')).length", timeout=LONG)
    assert page.evaluate(OPEN, "acts") == [me]
    page.context.unroute(held)
    code = sign_in.invite(home, world.city, me)
    page.goto(f"{address}/me#invitation={code}")
    page.locator("input[name=invitation]").locator("xpath=ancestor::form").locator("button").click()
    page.get_by_role("button", name=MINE).click()
    town.until(f"/v1/incidents/{incident}", "stage", "acknowledged")


def test_what_was_not_sent_goes_only_if_its_person_says_so(work, town, visit):
    incident, page, _, dialog = leaving(work, town, visit, "车棚门坏了")
    dialog.get_by_role("button", name="先不退出").click()
    expect(page.get_by_role("button", name="退出登录")).to_be_visible()
    page.get_by_role("button", name="退出登录").click()
    dialog.get_by_role("button", name=re.compile("全部删除")).click()
    expect(page.get_by_role("button", name="登录")).to_be_visible()
    page.wait_for_function(f"async () => !(await ({OPEN})('acts')).length", timeout=LONG)
    assert town("grid_worker", "GET", f"/v1/incidents/{incident}")["stage"] == "dispatched"
