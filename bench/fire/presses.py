"""How long a press takes to show on the duty list, in a browser that is slowed down.

A browser times an interaction from the press until its effect is painted, in steps of 8 ms.
"""

from collections.abc import Callable, Iterator

from playwright.sync_api import Page

from bench import desks
from operate.scenario.world import World

SLOWER = 4  # times
SHORTEST = 16.0  # ms; what takes less is not told
MOVES, PAGES, FILTERS = 10, 6, 4
WATCH = """shortest => {
  window.taken = {}
  new PerformanceObserver(seen => {
    for (const one of seen.getEntries()) {
      if (!one.interactionId) continue
      window.taken[one.interactionId] = Math.max(window.taken[one.interactionId] ?? 0, one.duration)
    }
  }).observe({ type: 'event', durationThreshold: shortest })
}"""
PAINTED = "() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))"


def presses(world: World, person: str, community: str, many: int) -> list[float]:
    """Milliseconds of each, on a list of so many open incidents."""
    with desks.chromium() as chromium:
        page = desks.desk(chromium, world, person, community)
        page.get_by_role("button", name="全部列出").click()
        page.get_by_text(f"显示 {many} 件").wait_for()
        session = page.context.new_cdp_session(page)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        page.evaluate(WATCH, SHORTEST)
        work = list(_work(page))
        for press in work:
            press()
            page.evaluate(PAINTED)
        return each(page.evaluate("Object.values(window.taken)"), len(work))


def each(told: list[float], pressed: int) -> list[float]:
    """Of every press: those not told took less than the shortest that the browser tells."""
    return [*told, *[SHORTEST] * (pressed - len(told))]


def _work(page: Page) -> Iterator[Callable[[], None]]:
    """Down the list, on to other pages, and what is mine alone and back."""
    yield from [lambda: page.keyboard.press("j")] * MOVES
    yield from [page.get_by_role("button", name="下一页").click] * PAGES
    yield from [page.get_by_label("只看派给我的").click] * FILTERS
