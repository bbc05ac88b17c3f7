"""Desks in the system's Chromium, signed in through the issuer's pages."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Page, Route, sync_playwright

from operate import browser, sign_in
from operate.scenario.world import World

PATIENCE = 30_000  # ms
DESK: dict[str, Any] = {
    "viewport": {"width": 1440, "height": 900},
    "locale": "zh-CN",
    "timezone_id": "Asia/Shanghai",
}
MINE = "是我本人，继续"


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        options = [*browser.options()]
        started = playwright.chromium.launch(executable_path=browser.find(), args=options)
        yield started
        started.close()


def desk(
    started: Browser, world: World, person: str, community: str, *, hears: bool = True
) -> Page:
    """A person's duty list. A desk that does not hear gets no socket, and polls."""
    page = started.new_context(**DESK).new_page()
    page.set_default_timeout(PATIENCE)
    if not hears:
        page.route("**/v1/web/tickets", _refuse)
    code = sign_in.invite(world.home, world.city, person)
    address = world.home.endpoints()["browser"]
    page.goto(f"{address}/me#invitation={code}")
    form = page.locator("input[name=invitation]").locator("xpath=ancestor::form")
    form.locator("button").click()
    page.wait_for_url(f"{address}/")
    page.get_by_role("button", name=MINE).click()
    page.locator(".doors").wait_for()
    page.goto(f"{address}/ops?community={community}")
    page.locator(".duty").wait_for()
    return page


def _refuse(route: Route) -> None:
    route.fulfill(status=403, content_type="application/problem+json", body='{"code": "forbidden"}')
