"""`bench push`: the time from a device's alarm to its row on the board, with hints over a socket
and by polling.

Two desks in the system's Chromium show one community side by side. Each alarm is timed at both, so
that they differ only in how they learn of it. Runs in one city, warm.
"""

import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median, quantiles
from typing import Any, NamedTuple

from playwright.sync_api import Browser, Page, Route, sync_playwright

from bench.figures import Figure, Progress, at_most
from operate import browser, sign_in, testing
from operate.faults.crowd import Crowd
from operate.faults.thread import TILTED, Thread
from operate.home import Home
from operate.scenario.world import World

ROUNDS, WARM = 30, 3
PUSHED, POLLED = 1.5, 4.0
POLL = 3.0  # seconds between two polls; alarms come at a random moment of it
PATIENCE = 30_000  # ms
DESK: dict[str, Any] = {
    "viewport": {"width": 1440, "height": 900},
    "locale": "zh-CN",
    "timezone_id": "Asia/Shanghai",
}
MINE = "是我本人，继续"
WATCH = """() => {
  window.seen = {}
  const look = () => {
    const text = document.querySelector('main')?.textContent ?? ''
    for (const id of window.awaited ?? []) if (text.includes(id)) window.seen[id] ??= Date.now()
  }
  const all = { childList: true, subtree: true, characterData: true }
  new MutationObserver(look).observe(document.body, all)
}"""


class Seen(NamedTuple):
    """Seconds from the device's alarm to its row, at each desk."""

    pushed: float
    polled: float


def run(_: Home, progress: Progress) -> list[Figure]:
    progress("a city of its own")
    with testing.running(keep=False, part="bench") as home:
        return figures(race(home, progress))


def race(home: Home, progress: Progress) -> list[Seen]:
    crowd = Crowd(World.current(home), WARM + ROUNDS, patience=60)
    crowd.cast.enter()
    threads = [Thread(crowd, cover) for cover in crowd.covers]
    dice = random.Random(1)  # noqa: S311 - a moment, not a secret
    seen = []
    with _chromium() as chromium:
        pushed, polled = (_desk(chromium, crowd, home, hears=hears) for hears in (True, False))
        for n, thread in enumerate(threads):
            progress(f"alarm {n + 1} of {len(threads)}")
            for page in (pushed, polled):
                page.evaluate("id => { window.awaited = [id] }", thread.cover)
            time.sleep(POLL * dice.random())
            began = time.time()
            thread.tilt(1, TILTED)
            seen.append(Seen(*(_row(page, thread.cover) - began for page in (pushed, polled))))
    crowd.cast.leave()
    return seen[WARM:]


def figures(seen: list[Seen]) -> list[Figure]:
    return [
        *_of("pushed", [one.pushed for one in seen], PUSHED),
        *_of("polled", [one.polled for one in seen], POLLED),
    ]


def _of(how: str, took: list[float], most: float) -> list[Figure]:
    name = f"alarm to its row on the board, {how}"
    return [
        at_most(f"{name}, median", median(took), most, "s"),
        at_most(f"{name}, p95", quantiles(took, n=20)[-1], most, "s"),
        Figure(f"{name}, slowest", max(took), None, None, "s", "", None),
    ]


@contextmanager
def _chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        options = [*browser.options()]
        chromium = playwright.chromium.launch(executable_path=browser.find(), args=options)
        yield chromium
        chromium.close()


def _desk(chromium: Browser, crowd: Crowd, home: Home, *, hears: bool) -> Page:
    """Signs in through the issuer's pages; a desk that does not hear gets no socket."""
    page = chromium.new_context(**DESK).new_page()
    page.set_default_timeout(PATIENCE)
    if not hears:
        page.route("**/v1/web/tickets", _refuse)
    code = sign_in.invite(home, crowd.world.city, crowd.people["li"])
    address = home.endpoints()["browser"]
    page.goto(f"{address}/me#invitation={code}")
    form = page.locator("input[name=invitation]").locator("xpath=ancestor::form")
    form.locator("button").click()
    page.wait_for_url(f"{address}/")
    page.get_by_role("button", name=MINE).click()
    page.locator(".doors").wait_for()
    page.goto(f"{address}/ops?community={crowd.cast.community}")
    page.locator(".duty").wait_for()
    page.evaluate(WATCH)
    return page


def _refuse(route: Route) -> None:
    route.fulfill(status=403, content_type="application/problem+json", body='{"code": "forbidden"}')


def _row(page: Page, cover: str) -> float:
    """When the row first appeared; browser and bench share this machine's clock."""
    page.wait_for_function("id => window.seen[id]", arg=cover)
    return float(page.evaluate("id => window.seen[id]", cover)) / 1000
