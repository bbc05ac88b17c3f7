"""The devices of a drill: they send their messages, report how many they sent once all is
processed, and compare that with what the city stored. The simulated fleet only carries the bytes.
"""

import itertools
import json
import threading
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from operate.faults.crowd import Crowd, Stalled
from operate.faults.telemetry import looking, stream
from operate.faults.telemetry.fleet import Fleet
from operate.faults.telemetry.judging import Judged, judged
from operate.faults.telemetry.load import Load
from operate.faults.telemetry.stream import Sent
from operate.here import City

STRANGER = "stranger"  # has a certificate, but is not registered
TOO_LARGE = 129 * 1024  # bytes
PUBLISHERS = 3  # at once
SOME = 10  # messages between two checks of how many are waiting
ROOM = 60  # waiting messages; in larger batches a worker is killed again before one ends
SETTLED = timedelta(minutes=10, seconds=1)  # a report covers messages at least this old
HOUR = timedelta(hours=1)
REPORTS, SOON = 12, 30.0  # most reports of a device; seconds between two


class DevicesOutcome(NamedTuple):
    """What happened to a load. `again` counts repeated deliveries, `refused` those that the broker
    refused, `ends` how often the fleet was killed.
    """

    messages: int
    again: int
    refused: int
    ends: int
    judged: Judged


def mounted(load: Load) -> dict[str, dict[str, Any]]:
    """The devices in the form of a story's, by name, to be registered before the run."""
    kinds = itertools.islice(itertools.cycle(stream.GAUGES), load.devices)
    found: dict[str, dict[str, Any]] = {f"d{n:03}": {"kind": k} for n, k in enumerate(kinds)}
    return found | {STRANGER: {"kind": "kiosk", "registered": False}}


class Flock:
    def __init__(self, crowd: Crowd, city: City, load: Load, seed: int) -> None:
        self.crowd, self.city, self.load, self.seed = crowd, city, load, seed
        kinds = {name: one["kind"] for name, one in mounted(load).items()}
        self.things = {crowd.cast.mounted[name]: kind for name, kind in kinds.items()}
        self.stranger = crowd.cast.mounted[STRANGER]
        self.boot, self.over = int(time.time()), threading.Event()
        self.fleet = Fleet(crowd.world, crowd.until)

    def run(self) -> DevicesOutcome:
        """Sends everything, waits until it is processed, sends the reports, and judges."""
        now = datetime.now(UTC)
        own = {thing: kind for thing, kind in self.things.items() if thing != self.stranger}
        sent = stream.draw(own, self.load.messages, self.boot, now, self.seed)
        strange = stream.strange(sent[: stream.BAD], self.stranger)
        deliveries = stream.deliveries([*sent, *strange], self.seed)
        self._send(deliveries, own)
        self._rest()
        hour = self._account(own, now)
        found = looking.found(self.crowd, self.city, own, hour)
        again = len(deliveries) - len(sent) - len(strange)
        verdicts = judged(sent, strange, found, datetime.now(UTC))
        count, fleet = len(sent) + len(strange), self.fleet
        return DevicesOutcome(count, again, fleet.refused, fleet.ends, verdicts)

    def _send(self, deliveries: list[Sent], own: Mapping[str, str]) -> None:
        """Kills the fleet as often as the load says, evenly spread over the deliveries."""
        ends = {len(deliveries) * n // (self.load.ends + 1) for n in range(1, self.load.ends + 1)}

        def send(numbered: tuple[int, Sent]) -> None:
            n, one = numbered
            if n in ends:
                self.fleet.end()
            if n % SOME == 0:
                self.crowd.until("few messages wait", lambda: looking.waiting(self.city) < ROOM)
            self.fleet.publish(one.thing, {"channel": one.channel}, one.payload)
            self.over.wait(self.load.pause)

        with ThreadPoolExecutor(PUBLISHERS) as pool:
            for _ in pool.map(send, enumerate(deliveries)):
                pass
        for thing, other in itertools.pairwise(sorted(own)):
            self._send_forbidden(thing, other)

    def _send_forbidden(self, thing: str, other: str) -> None:
        """Two messages that the broker must refuse: on another device's topic, and one that is too
        large.
        """
        topic = f"linli/{self.city.name}/devices/{self.crowd.cast.community}/{other}/alarm"
        self.fleet.publish(thing, {"topic": topic}, b"{}", never=True)
        self.fleet.publish(thing, {"channel": "alarm"}, b" " * TOO_LARGE, never=True)

    def _account(self, own: Mapping[str, str], began: datetime) -> datetime:
        """Sends each device's report of its numbers until the city has counted them all, and
        returns the beginning of the period.
        """
        begins = min(began, datetime.now(UTC) - SETTLED - HOUR)

        def counted() -> bool:
            return len(looking.balances(self.crowd, begins)) >= len(own)

        for _ in range(REPORTS):
            self._report(own, begins)
            with suppress(Stalled):
                self.crowd.until("all reports are counted", counted, SOON)
                break
        return begins

    def _report(self, own: Mapping[str, str], begins: datetime) -> None:
        """With as many copies as other messages."""
        now = datetime.now(UTC)
        times = {"begins": begins.isoformat(), "ends": (now - SETTLED).isoformat()}
        span = {**times, "boot": self.boot, "first": 0, "last": self.load.messages - 1}
        head = {"v": 1, "boot": self.boot, "seq": 0, "at": now.isoformat()}
        payload = json.dumps({**head, "spans": [span]}).encode()
        for place, thing in enumerate(sorted(own)):
            for _ in range(stream.COPIES[place % len(stream.COPIES)]):
                self.fleet.publish(thing, {"channel": "report"}, payload)

    def _rest(self) -> None:
        what = "all device messages are processed"
        self.crowd.until(what, lambda: looking.rests(self.city), self.load.patience)
