"""Real sessions, each with its own certificate, on one thread, which lose their broker together.

Messages are numbered, and compared with the rows stored of them.
"""

import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx

from linli import names
from operate import devices
from operate.fleet.broker import Broker
from operate.fleet.card import Card
from operate.fleet.connection import Connection
from operate.fleet.message import Counter, readings
from operate.scenario.world import World

FEATURE, KIND, LETTERS = "devices", "water_meter", "WM"
AT_ONCE = 8
SPOT = {"lat": 37.8706, "lon": 112.5489}
PAUSE = 0.2
CREATED, NOT_YET = 201, (409, 429, 500, 502, 503, 504)


class Lost(Exception):
    """Within the time given, not all devices were back, or not all messages stored."""


class Session:
    """A connected device; counts the messages that the broker acknowledged."""

    def __init__(self, folder: Path, broker: Broker, counts: Path) -> None:
        self.card = Card.read(folder)
        thing = self.card.thing
        self.count = Counter(counts / f"{thing}.json", self.card.first_boot)
        self.said = 0
        self.connection = Connection(thing, folder, broker, self.card.listens, lambda *_: None)

    def say(self, within: float) -> None:
        head = self.count.next()
        sample = {"measures": {"volume_m3": float(head["seq"])}}
        payload = readings(head, [sample], datetime.now(UTC))
        self.connection.publish(self.card.publishes["reading"], payload, within)
        self.said += 1


class Sessions:
    """Devices of an existing community; none of them is in the simulated fleet."""

    def __init__(self, world: World, community: str, many: int, patience: float) -> None:
        self.world, self.community, self.patience = world, community, patience
        self.names = [f"{LETTERS}-{community[-5:]}-reconnect-{n:03}" for n in range(many)]
        self.all: list[Session] = []

    def enter(self, broker: Broker) -> None:
        """Registers them by the API and provisions them like all devices of a city."""
        self._each(self._make, self.names)
        counts = self.world.home.folder("reconnect")
        folders = (self.world.home.path("devices", name) for name in self.names)
        self.all = [Session(folder, broker, counts) for folder in folders]
        self._each(lambda one: one.connection.connect(self.patience), self.all)

    def leave(self) -> None:
        for one in self.all:
            one.connection.close()
        for name in self.names:  # in sequence, as the last one also deletes the shared policy
            devices.retire(self.world.home, name)

    def say(self) -> None:
        self._each(lambda one: one.say(self.patience), self.all)

    @property
    def said(self) -> int:
        return sum(one.said for one in self.all)

    def back(self, lost: float) -> list[float]:
        """Waits for all; the seconds from then until each was back."""

        def returned() -> bool:
            return all(one.connection.connected and one.connection.since > lost for one in self.all)

        self.until("everybody is back", returned)
        return sorted(one.connection.since - lost for one in self.all)

    def stored(self) -> int:
        """Waits until all acknowledged messages are stored, and returns their number."""

        def found() -> int:
            with ThreadPoolExecutor(AT_ONCE) as pool:
                return sum(pool.map(self._packs, self.names))

        self.until("all is stored", lambda: found() >= self.said)
        return found()

    def until(self, what: str, true: Callable[[], bool]) -> None:
        limit = time.monotonic() + self.patience
        while not true():
            if time.monotonic() > limit:
                raise Lost(f"{what}: not in {self.patience:.0f} s")
            time.sleep(PAUSE)

    def _make(self, name: str) -> None:
        world = self.world
        self.until(f"{name} is registered", lambda: self._registered(name))
        devices.provision(world.home, world.city, FEATURE, self.community, name, accounts=True)
        world.fleet("DELETE", f"/devices/{name}")

    def _registered(self, name: str) -> bool:
        """Repeats a request that a busy machine does not answer, with the same key."""
        key = {"Idempotency-Key": f"{name}-is-registered"}
        card = {"id": name, "community": self.community, "kind": KIND, "name": name}
        body = {**card, "point": SPOT, "address": "x"}
        try:
            said = self.world.ask("POST", "/v1/devices", self.world.operator, body, key)
        except httpx.TransportError:
            return False
        if said.status not in (CREATED, *NOT_YET):
            raise Lost(f"{name} is not registered: {said.status} {said.body}")
        return said.status == CREATED

    def _packs(self, name: str) -> int:
        asked: dict[str, Any] = {"KeyConditionExpression": "pk = :pk", "Select": "COUNT"}
        asked |= {"ExpressionAttributeValues": {":pk": {"S": f"pack#{name}"}}}
        table = names.resource(self.world.city, FEATURE)
        found = self.world.dynamodb.query(TableName=table, ConsistentRead=True, **asked)
        return int(found["Count"])

    @staticmethod
    def _each(act: Callable[[Any], object], over: Iterable[Any]) -> None:
        with ThreadPoolExecutor(AT_ONCE) as pool:
            list(pool.map(act, over))
