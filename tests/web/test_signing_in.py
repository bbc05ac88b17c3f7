"""People come in by the issuer's pages, stay in over a reload, and leave no token behind."""

from playwright.sync_api import expect


def test_a_resident_comes_in_stays_and_leaves(signed_in, address, world, cast, shot):
    page = signed_in("resident", afresh=True)
    expect(page.get_by_role("heading", level=1)).to_contain_text("您好")
    expect(page.get_by_text("居民").first).to_be_visible()
    shot(page, "home")
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_contain_text("您好")
    kept = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert "eyJ" not in kept, "a token is kept"

    page.get_by_role("link", name="我的", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    shot(page, "me")
    page.get_by_role("button", name="退出登录").click()
    expect(page.get_by_role("button", name="登录")).to_be_visible()
    page.reload()
    expect(page.get_by_role("button", name="登录")).to_be_visible()


def test_a_notice_counts_as_read_when_its_person_says_so(signed_in, world, cast, shot):
    page = signed_in("resident")
    page.get_by_role("button", name="知道了").first.click()
    expect(page.get_by_text("已看过").first).to_be_visible()
    told = world.ask("GET", "/v1/notify/notices", cast.people["resident"]).body["items"]
    assert any(one["read_at"] for one in told)


def test_a_deep_link_is_where_one_is_after_signing_in(visit, home, world, cast, address):
    from operate import sign_in

    page = visit("/ops?community=x")
    page.get_by_role("button", name="登录").click()
    page.locator("details summary").click()
    page.locator("input[name=invitation]").fill(
        sign_in.invite(home, world.city, cast.people["community_worker"])
    )
    page.locator("details button").click()
    page.wait_for_url("**/ops?community=x")


def test_the_language_and_the_look_outlive_the_sign_in(signed_in, shot):
    page = signed_in("resident", language="en", look="elder-max")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Hello")
    assert page.evaluate("document.documentElement.dataset.look") == "elder-max"
    shot(page, "elder")
