"""The time from a device's reading to the API's answer, beside a bare echo: rule, queue, a function
that writes one row, and one that shows it. On one engine, alternating, warm.
"""

import json
import random
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from statistics import median, quantiles
from typing import NamedTuple
from urllib.parse import urlencode

import httpx

from bench.chain.build import FEATURE, Chain, build
from bench.figures import Progress
from operate import devices, testing
from operate.faults.crowd import Crowd
from operate.home import Home
from operate.scenario.world import World

ROUNDS, WARM = 500, 10  # of a hundred, the slowest alone would be the p99
PAUSE = 0.01  # seconds between two polls
LEVEL = 12.0  # percent, within limits


class Echo(NamedTuple):
    """Seconds."""

    median: float
    late: float  # p99


def measure(progress: Progress) -> tuple[Echo, Echo]:
    """Linli's, and the bare one."""
    with testing.running(keep=False, part="bench") as home:
        return Race(home).run(progress)


class Race:
    def __init__(self, home: Home) -> None:
        self.world = World.current(home)
        self.chain: Chain = build(home, self.world.city)
        self.crowd = Crowd(self.world, 1, patience=60)
        self.crowd.cast.enter()
        [self.cover] = self.crowd.covers
        self.device = f"BR-{self.crowd.cast.lot.number:05}"
        community = self.crowd.cast.community
        devices.provision(home, self.world.city, FEATURE, community, self.device)
        self.http = httpx.Client(timeout=30, trust_env=False)
        self.boot, self.seq = int(time.time()), 0

    def run(self, progress: Progress) -> tuple[Echo, Echo]:
        dice = random.Random(1)  # noqa: S311 - an order, not a secret
        ours: list[float] = []
        bare: list[float] = []
        for round_ in range(WARM + ROUNDS):
            progress(f"echo {round_ + 1} of {WARM + ROUNDS}")
            both: list[Callable[[], None]] = [
                lambda: ours.append(self.ours()),
                lambda: bare.append(self.bare()),
            ]
            dice.shuffle(both)
            for one in both:
                self.seq += 1
                one()
        return _echo(ours[WARM:]), _echo(bare[WARM:])

    def ours(self) -> float:
        at = datetime.now(UTC)
        samples = [{"at": at.isoformat(), "measures": {"level_percent": LEVEL}}]
        message = {"v": 1, "boot": self.boot, "seq": self.seq, "samples": samples}
        asked = {"measure": "level_percent", "from": (at - timedelta(milliseconds=1)).isoformat()}
        path = f"/v1/facilities/assets/{self.cover}/readings?{urlencode(asked)}"
        began = self._publish(self.cover, "reading", message)
        while not self.crowd.ask("GET", path, "li")["items"]:
            time.sleep(PAUSE)
        return time.monotonic() - began

    def bare(self) -> float:
        """Until the row is shown; then waits for the rest of the chain, which is not measured."""
        at = datetime.now(UTC).isoformat()
        message = {"v": 1, "boot": self.boot, "seq": self.seq, "at": at}
        name = f"{self.boot}-{self.seq}"
        began = self._publish(self.device, "alarm", message)
        self._shown(f".{name}")
        took = time.monotonic() - began
        self._shown(name)
        return took

    def _publish(self, device: str, channel: str, message: object) -> float:
        began = time.monotonic()
        said = {"channel": channel, "raw": json.dumps(message)}
        self.world.fleet("POST", f"/devices/{device}/publish", said)
        return began

    def _shown(self, name: str) -> None:
        while self.http.get(f"{self.chain.address}/{name}").status_code != httpx.codes.OK:
            time.sleep(PAUSE)


def _echo(took: list[float]) -> Echo:
    return Echo(median(took), quantiles(took, n=100)[-1])
