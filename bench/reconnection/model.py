"""A fleet reconnects to a broker that accepts so many connects per second. Virtual time; pure."""

import heapq
from collections import Counter
from collections.abc import Callable
from random import Random
from statistics import quantiles
from typing import NamedTuple

from operate.fleet.backoff import TAKEN, Backoff

Wait = Callable[[int, Random], float]  # seconds to wait after so many failed tries
SHAKE = 0.2  # seconds that a refused handshake takes


class Outcome(NamedTuple):
    """`median`, `late` (p99) and `last`: seconds from losing the broker until a device had
    reconnected.

    `peak`: connection attempts in the worst second.
    """

    devices: int
    attempts: int
    median: float
    late: float
    last: float
    peak: int

    @property
    def refused(self) -> int:
        return self.attempts - self.devices


def run(devices: int, wait: Wait, seed: int, down: float = 0.0, taken: int = TAKEN) -> Outcome:
    """The broker accepts nobody for `down` seconds, and then at most `taken` per second."""
    dice = Random(seed)  # noqa: S311 - a model, not a secret
    due = [(wait(0, dice), device, 0) for device in range(devices)]
    heapq.heapify(due)
    tried: Counter[int] = Counter()
    accepted: Counter[int] = Counter()
    back: list[float] = []
    while due:
        at, device, before = due[0]
        second = int(at)
        tried[second] += 1
        if at >= down and accepted[second] < taken:
            accepted[second] += 1
            back.append(at)
            heapq.heappop(due)
        else:
            again = at + SHAKE + wait(before + 1, dice)
            heapq.heapreplace(due, (again, device, before + 1))
    cuts = quantiles(back, n=100, method="inclusive") if devices > 1 else back * 99
    peak = max(tried.values())
    return Outcome(devices, tried.total(), cuts[49], cuts[98], back[-1], peak)


def cut_after_the_dice(backoff: Backoff) -> Wait:
    """As in the AWS SDK: a delay beyond the maximum becomes the maximum, and loses its jitter."""
    least, longest = backoff.milliseconds()

    def wait(tried: int, dice: Random) -> float:
        return min(dice.uniform(0, least * 2.0 ** min(tried, 30)), longest) / 1000

    return wait


def in_step(longest: float = 300.0) -> Wait:
    """Exponential backoff without jitter."""
    return lambda tried, _: min(longest, 2.0 ** min(tried, 30))


def fixed(seconds: float) -> Wait:
    return lambda _, __: seconds
