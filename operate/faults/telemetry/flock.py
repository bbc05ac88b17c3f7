"""The devices of a drill: they speak, and never give up until the broker has it.

Theirs is the boot and the numbers; the fleet carries their bytes, and may be killed meanwhile.
"""

import base64
import itertools
import json
import os
import signal
import threading
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

import httpx

from operate import daemons, processes
from operate.failure import Failure
from operate.faults.crowd import Crowd
from operate.faults.telemetry import looking, stream
from operate.faults.telemetry.judging import Judged, judged
from operate.faults.telemetry.load import Load
from operate.faults.telemetry.stream import Said
from operate.here import City

STRANGER = "stranger"  # has a certificate, and is in no register
NEVER = (403, 504)  # what the broker refuses is no use sending again
TOO_LARGE = 129 * 1024  # bytes
SPEAK = 3  # at once
SETTLED = timedelta(minutes=10, seconds=1)  # before a report what it tells of has come to rest
HOUR = timedelta(hours=1)


class Told(NamedTuple):
    """What became of a load: `again` is how often something was said once more, `refused` what the
    broker would not have.
    """

    messages: int
    again: int
    refused: int
    ends: int
    judged: Judged


def mounted(load: Load) -> dict[str, dict[str, Any]]:
    """As stories name devices that are registered before they begin."""
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
        self.ends = self.refused = 0

    def run(self) -> Told:
        """All that they have to say, and when it has come to rest what they account for."""
        now = datetime.now(UTC)
        own = {thing: kind for thing, kind in self.things.items() if thing != self.stranger}
        said = stream.told(own, self.load.messages, self.boot, now, self.seed)
        strange = stream.strange(said[: stream.BAD], self.stranger)
        deliveries = stream.deliveries([*said, *strange], self.seed)
        self._speak(deliveries, own)
        self._rest()
        hour = self._account(own, now)
        found = looking.found(self.crowd, self.city, own, hour)
        again = len(deliveries) - len(said) - len(strange)
        told = judged(said, strange, found, datetime.now(UTC))
        return Told(len(said) + len(strange), again, self.refused, self.ends, told)

    def _speak(self, deliveries: list[Said], own: Mapping[str, str]) -> None:
        """In the midst of it the fleet dies, as often as it must."""
        ends = {len(deliveries) * n // (self.load.ends + 1) for n in range(1, self.load.ends + 1)}

        def speak(numbered: tuple[int, Said]) -> None:
            n, one = numbered
            if n in ends:
                self._end_fleet()
            self._publish(one.thing, {"channel": one.channel}, one.payload)
            self.over.wait(self.load.pause)

        with ThreadPoolExecutor(SPEAK) as pool:
            for _ in pool.map(speak, enumerate(deliveries)):
                pass
        for thing, other in itertools.pairwise(sorted(own)):
            self._try(thing, other)

    def _try(self, thing: str, other: str) -> None:
        """What no broker may take of it: another's word, and too long a one."""
        topic = f"linli/{self.city.name}/devices/{self.crowd.cast.community}/{other}/alarm"
        self._publish(thing, {"topic": topic}, b"{}", never=True)
        self._publish(thing, {"channel": "alarm"}, b" " * TOO_LARGE, never=True)

    def _account(self, own: Mapping[str, str], began: datetime) -> datetime:
        """Each says which numbers it gave, as often as it says anything; since when."""
        now = datetime.now(UTC)
        ends = now - SETTLED
        begins = min(began, ends - HOUR)
        times = {"begins": begins.isoformat(), "ends": ends.isoformat()}
        span = {**times, "boot": self.boot, "first": 0, "last": self.load.messages - 1}
        head = {"v": 1, "boot": self.boot, "seq": 0, "at": now.isoformat()}
        payload = json.dumps({**head, "spans": [span]}).encode()
        for place, thing in enumerate(sorted(own)):
            for _ in range(stream.COPIES[place % len(stream.COPIES)]):
                self._publish(thing, {"channel": "report"}, payload)
        self._rest()
        return begins

    def _rest(self) -> None:
        what = "all that devices said rests"
        self.crowd.until(what, lambda: looking.rests(self.city), self.load.patience)

    def _publish(
        self, thing: str, how: dict[str, Any], payload: bytes, *, never: bool = False
    ) -> None:
        """Until the broker took it; or, of what it never may, until it refused."""
        body = {**how, "base64": base64.b64encode(payload).decode()}

        def once() -> bool:
            try:
                self.crowd.world.fleet("POST", f"/devices/{thing}/publish", body)
            except httpx.HTTPStatusError as error:
                if not never or error.response.status_code not in NEVER:
                    raise
                self.refused += 1
            return True

        self.crowd.until(f"{thing} speaks", once)

    def _end_fleet(self) -> None:
        """By SIGKILL; whoever speaks meanwhile says it again."""
        home = self.city.home
        if pid := processes.running(home, "fleet"):
            os.kill(pid, signal.SIGKILL)
            self.ends += 1

        def again() -> bool:
            try:
                daemons.start_fleet(home)
            except Failure:
                return False
            return True

        self.crowd.until("the fleet is back", again)
