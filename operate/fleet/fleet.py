"""All things that have a card, each created on first use."""

import logging
import random
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from operate.fleet import claim as claims
from operate.fleet.broker import Broker, Refused, Unacknowledged
from operate.fleet.card import Card
from operate.fleet.thing import PATIENCE, Thing

log = logging.getLogger("fleet")
AT_ONCE = 8
HOUR = 3600.0


class Unknown(Exception):
    """No thing of this name was provisioned."""


class Fleet:
    """`cards` is the folder of the provisioned things, `counts` the one of their boots."""

    def __init__(self, cards: Path, counts: Path, broker: Broker) -> None:
        self.cards, self.counts, self.broker = cards, counts, broker
        self._things: dict[str, Thing] = {}
        self._lock = threading.Lock()
        self._workers = ThreadPoolExecutor(AT_ONCE, "fleet")
        self._next: dict[str, float] = {}

    def names(self) -> list[str]:
        return sorted(file.parent.name for file in self.cards.glob("*/card.json"))

    def thing(self, name: str) -> Thing:
        with self._lock:
            if name not in self._things:
                if not (self.cards / name / "card.json").is_file():
                    raise Unknown(name)
                folder = self.cards / name
                self._things[name] = Thing(folder, self.broker, self.counts, self._workers)
            return self._things[name]

    def claim(self, batch: str, serial: str, template: str, within: float) -> Thing:
        """A unit of that batch requests a certificate, and becomes the thing in the answer. A new
        unit has no memory.
        """
        asking = self.cards.parent / "claims" / batch
        own = claims.ask(f"claim-{serial}", asking, self.broker, template, serial, within)
        (self.counts / f"{own.told['ThingName']}.json").unlink(missing_ok=True)
        return self._hold(own, serial, within)

    def renew(self, name: str, template: str, within: float) -> Thing:
        """The thing requests its next certificate with its present one."""
        thing = self.thing(name)
        thing.close()
        serial = thing.card.serial or ""
        own = claims.ask(name, thing.folder, self.broker, template, serial, within)
        return self._hold(own, serial, within)

    def _hold(self, own: claims.Own, serial: str, within: float) -> Thing:
        name = own.told["ThingName"]
        before = Card.read(self.cards / name) if name in self.names() else None
        claims.keep(own, self.cards, serial, before)
        self.retire(name)
        thing = self.thing(name)
        thing.connect(within)
        return thing

    def retire(self, name: str) -> None:
        with self._lock:
            thing = self._things.pop(name, None)
        if thing:
            thing.close()

    def rest(self, within: float) -> None:
        """Called before the end: no thing begins to send any more."""
        limit = time.monotonic() + within
        with self._lock:
            things = list(self._things.values())
        for thing in things:
            if not thing.rest(limit - time.monotonic()):
                log.warning("%s ends while it sends", thing.card.thing)

    def about(self) -> list[dict[str, Any]]:
        return [self.thing(name).about() for name in self.names()]

    def unconnected(self) -> tuple[list[str], list[str]]:
        """The names of those without a connection, separately for the simulated city, whose devices
        have a pace.
        """
        with self._lock:
            connected = {name for name, one in self._things.items() if one.connection.connected}
        out = [name for name in self.names() if name not in connected]
        paced = {name for name in out if self._keeps_a_pace(name)}
        return [name for name in out if name not in paced], sorted(paced)

    def connect_all(self) -> None:
        """So that commands and notices arrive from the start. Spread over time, and the many
        devices of the simulated city last.
        """
        for name in sorted(self.names(), key=self._keeps_a_pace):
            self._workers.submit(self._connect, name)
            time.sleep(random.uniform(0, 0.05))  # noqa: S311 - spreads load

    def keep_measuring(self, pause: float = 0.5) -> None:
        """Runs for ever: sends the readings of steady devices, and each hour every
        device's report.
        """
        while True:
            with self._lock:
                things = list(self._things.values())
            for thing in things:
                if thing.card.pace is not None:
                    self._each(thing.card.pace.looks, thing, Thing.look)
                elif thing.habits.steady is not None:
                    self._each(thing.habits.every, thing, Thing.read)
                if thing.accounts:
                    self._each(HOUR, thing, Thing.account)
            time.sleep(pause)

    def _each(self, every: float, thing: Thing, act: Callable[[Thing, float], object]) -> None:
        """Calls at a random moment within that time, and then whenever it has passed."""
        now, name = time.monotonic(), f"{thing.card.thing} {act.__name__}"
        due = self._next.setdefault(name, now + random.uniform(0, every))  # noqa: S311
        if due <= now:
            self._next[name] = now + every
            self._workers.submit(self._act, thing, act, min(every, PATIENCE))

    def _keeps_a_pace(self, name: str) -> bool:
        thing = self._things.get(name)
        return (thing.card if thing else Card.read(self.cards / name)).pace is not None

    def _connect(self, name: str) -> None:
        try:
            self.thing(name).connect()
        except (Refused, Unacknowledged, Unknown, OSError) as error:
            log.warning("%s does not connect: %s", name, error)

    @staticmethod
    def _act(thing: Thing, act: Callable[[Thing, float], object], within: float) -> None:
        try:
            act(thing, within)
        except (Refused, Unacknowledged) as error:
            log.warning("%s: %s", thing.card.thing, error)
