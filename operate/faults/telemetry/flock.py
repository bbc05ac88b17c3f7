"""The devices of a drill: what they say, when it has come to rest what they account for, and what
the city then has of it. Theirs are the boot and the numbers; the fleet carries their bytes.
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
from operate.faults.telemetry.stream import Said
from operate.here import City

STRANGER = "stranger"  # has a certificate, and is in no register
TOO_LARGE = 129 * 1024  # bytes
SPEAK = 3  # at once
SOME = 10  # messages, until they look again whether too many wait
ROOM = 60  # waiting messages: in a batch of many that never ends, each call brings its death
SETTLED = timedelta(minutes=10, seconds=1)  # before a report what it tells of has come to rest
HOUR = timedelta(hours=1)
REPORTS, SOON = 12, 30.0  # of a device at most; seconds until it reports again


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
        self.fleet = Fleet(crowd.world, crowd.until)

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
        return Told(len(said) + len(strange), again, self.fleet.refused, self.fleet.ends, told)

    def _speak(self, deliveries: list[Said], own: Mapping[str, str]) -> None:
        """In the midst of it the fleet dies, as often as it must."""
        ends = {len(deliveries) * n // (self.load.ends + 1) for n in range(1, self.load.ends + 1)}

        def speak(numbered: tuple[int, Said]) -> None:
            n, one = numbered
            if n in ends:
                self.fleet.end()
            if n % SOME == 0:
                self.crowd.until("devices may go on", lambda: looking.waiting(self.city) < ROOM)
            self.fleet.publish(one.thing, {"channel": one.channel}, one.payload)
            self.over.wait(self.load.pause)

        with ThreadPoolExecutor(SPEAK) as pool:
            for _ in pool.map(speak, enumerate(deliveries)):
                pass
        for thing, other in itertools.pairwise(sorted(own)):
            self._try(thing, other)

    def _try(self, thing: str, other: str) -> None:
        """What no broker may take of it: another's word, and too long a one."""
        topic = f"linli/{self.city.name}/devices/{self.crowd.cast.community}/{other}/alarm"
        self.fleet.publish(thing, {"topic": topic}, b"{}", never=True)
        self.fleet.publish(thing, {"channel": "alarm"}, b" " * TOO_LARGE, never=True)

    def _account(self, own: Mapping[str, str], began: datetime) -> datetime:
        """Each says which numbers it gave, and again as long as nobody has counted them; since
        when.
        """
        begins = min(began, datetime.now(UTC) - SETTLED - HOUR)

        def counted() -> bool:
            return len(looking.balances(self.crowd, begins)) >= len(own)

        for _ in range(REPORTS):
            self._report(own, begins)
            with suppress(Stalled):
                self.crowd.until("what devices account for is counted", counted, SOON)
                break
        return begins

    def _report(self, own: Mapping[str, str], begins: datetime) -> None:
        """As often as devices say anything."""
        now = datetime.now(UTC)
        times = {"begins": begins.isoformat(), "ends": (now - SETTLED).isoformat()}
        span = {**times, "boot": self.boot, "first": 0, "last": self.load.messages - 1}
        head = {"v": 1, "boot": self.boot, "seq": 0, "at": now.isoformat()}
        payload = json.dumps({**head, "spans": [span]}).encode()
        for place, thing in enumerate(sorted(own)):
            for _ in range(stream.COPIES[place % len(stream.COPIES)]):
                self.fleet.publish(thing, {"channel": "report"}, payload)

    def _rest(self) -> None:
        what = "all that devices said rests"
        self.crowd.until(what, lambda: looking.rests(self.city), self.load.patience)
