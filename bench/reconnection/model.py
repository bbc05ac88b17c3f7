"""A fleet comes back to a broker that takes so many connects in a second. In virtual time; pure."""

import heapq
from collections import Counter
from collections.abc import Callable
from random import Random
from statistics import quantiles
from typing import NamedTuple

from operate.fleet.backoff import TAKEN, Backoff

Wait = Callable[[int, Random], float]  # seconds, of one that tried so often in vain
SHAKE = 0.2  # s that a refused handshake takes


class Herd(NamedTuple):
    """`median`, `late` (p99) and `last`: seconds since the broker was lost until a device was back.

    `peak`: connects tried in the worst second.
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


def run(devices: int, wait: Wait, seed: int, down: float = 0.0, taken: int = TAKEN) -> Herd:
    """The broker takes nobody for `down` seconds, and then no more than `taken` in each."""
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
    return Herd(devices, tried.total(), cuts[49], cuts[98], back[-1], peak)


def cut_after_the_dice(backoff: Backoff) -> Wait:
    """As the SDK does it: what passes its longest delay is that delay, with no jitter left."""
    least, longest = backoff.milliseconds()

    def wait(tried: int, dice: Random) -> float:
        return min(dice.uniform(0, least * 2.0 ** min(tried, 30)), longest) / 1000

    return wait


def in_step(longest: float = 300.0) -> Wait:
    """Twice as long each time, and everybody as long as the others."""
    return lambda tried, _: min(longest, 2.0 ** min(tried, 30))


def fixed(seconds: float) -> Wait:
    return lambda _, __: seconds
