"""`bench push`: the time from a device's alarm to its row on the board, with hints over a socket
and by polling.

Two desks in the system's Chromium show one community side by side. Each alarm is timed at both, so
that they differ only in how they learn of it. Runs in one city, warm.
"""

import random
import time
from statistics import median, quantiles
from typing import NamedTuple

from playwright.sync_api import Page

from bench import desks
from bench.figures import Figure, Progress, at_most
from operate import testing
from operate.faults.crowd import Crowd
from operate.faults.thread import TILTED, Thread
from operate.home import Home
from operate.scenario.world import World

ROUNDS, WARM = 30, 3
PUSHED, POLLED = 1.5, 4.0
POLL = 3.0  # seconds between two polls; alarms come at a random moment of it
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
    world = World.current(home)
    crowd = Crowd(world, WARM + ROUNDS, patience=60)
    crowd.cast.enter()
    threads = [Thread(crowd, cover) for cover in crowd.covers]
    dice = random.Random(1)  # noqa: S311 - a moment, not a secret
    seen = []
    with desks.chromium() as chromium:
        at = world, crowd.people["li"], crowd.cast.community
        pushed, polled = (desks.desk(chromium, *at, hears=hears) for hears in (True, False))
        for page in (pushed, polled):
            page.evaluate(WATCH)
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


def _row(page: Page, cover: str) -> float:
    """When the row first appeared; browser and bench share this machine's clock."""
    page.wait_for_function("id => window.seen[id]", arg=cover)
    return float(page.evaluate("id => window.seen[id]", cover)) / 1000
