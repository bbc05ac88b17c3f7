"""A thing of the fleet: its card, its measures, and its reaction to commands."""

import logging
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from operate.fleet.actuator import Actuator
from operate.fleet.behaviour import Behaviour, Outgoing
from operate.fleet.broker import Broker
from operate.fleet.card import Card
from operate.fleet.connection import Connection
from operate.fleet.curve import earlier, values
from operate.fleet.message import Counter, stated
from operate.fleet.pace import Reporter
from operate.fleet.speaker import Speaker
from operate.fleet.wishes import Wishes

HEARD = 500  # received messages kept for the control API
PATIENCE = 30.0  # seconds to wait for the broker


log = logging.getLogger("fleet")


class Thing:
    """A device or a phone. Its messages are sent in the order of creation."""

    def __init__(
        self, folder: Path, broker: Broker, counts: Path, workers: ThreadPoolExecutor
    ) -> None:
        self.folder, self.broker, self.workers = folder, broker, workers
        self.card = card = Card.read(folder)
        self.count = Counter(counts / f"{card.thing}.json", card.first_boot)
        self.speaker = Speaker(card, self.count, self._connection())
        self.actuator, self.wishes = Actuator(), Wishes()
        self.heard: deque[dict[str, Any]] = deque(maxlen=HEARD)
        self._before = card.before if self.count.boot == 1 else 0
        self._reporter = Reporter(card.pace) if card.pace else None

    @property
    def habits(self) -> Behaviour:
        return self.speaker.habits

    @habits.setter
    def habits(self, new: Behaviour) -> None:
        self.speaker.habits = new

    @property
    def connection(self) -> Connection:
        return self.speaker.connection

    @property
    def accounts(self) -> bool:
        return "report" in self.card.publishes

    def connect(self, within: float = PATIENCE) -> None:
        """By its present card, as it may have moved or have another certificate."""
        card, known = Card.read(self.folder), self.card
        self.card = self.speaker.card = card
        if card.steady != known.steady:
            self.habits = self.habits.model_copy(update={"steady": card.steady})
        if card.pace != known.pace:
            self._reporter = Reporter(card.pace) if card.pace else None
        if card.certificate != known.certificate or not set(known.listens) <= set(card.listens):
            self.connection.close()
            self.speaker.connection = self._connection()
        self.connection.connect(within)
        if new := set(card.listens) - self.connection.topics:
            self.connection.subscribe(new, within)
        self._catch_up(within)

    def close(self) -> None:
        self.connection.close()

    def behave(self, changes: dict[str, Any]) -> None:
        """Messages held back are sent when it no longer reorders."""
        self.habits = self.habits.told(changes)
        self.speaker.release(PATIENCE)
        if "network" in changes:
            self.describe()

    def read(self, within: float) -> None:
        """Sends a steady device's values."""
        if self.habits.steady is not None:
            measures = values(self.habits.steady, self.card.thing, datetime.now(UTC))
            self.speaker.tell("reading", [{"measures": measures}], within)

    def look(self, within: float) -> None:
        """Measures, for a device with a pace, and sends if there is something to report."""
        if self._reporter is None or self.habits.steady is None:
            return
        now = self.speaker.now
        truth = values(self.habits.steady, self.card.thing, now)
        see = partial(self._reporter.see, self.habits.measured(truth), now)
        self.speaker.keep(see, now, within)

    def measure(self, channel: str, samples: list[dict[str, Any]], within: float) -> list[Outgoing]:
        """Sends these values now; a steady device keeps them."""
        if self.habits.steady is not None and samples:
            lasting = {"steady": self.habits.steady | samples[-1]["measures"]}
            self.habits = self.habits.model_copy(update=lasting)
        return self.speaker.tell(channel, samples, within)

    def describe(self, within: float = PATIENCE) -> list[Outgoing]:
        return self.speaker.describe(self.wishes, within)

    def account(self, within: float) -> list[Outgoing]:
        return self.speaker.account(within)

    def rest(self, within: float) -> bool:
        return self.speaker.rest(within)

    def about(self) -> dict[str, Any]:
        return {
            "thing": self.card.thing,
            "kind": self.card.kind,
            "communities": self.card.communities,
            "connected": self.connection.connected,
            "boot": self.count.boot,
            "position": self.actuator.position,
            "moved": self.actuator.moved,
            "settings": self.wishes.settings,
            "drill": self.actuator.drill,
            "held": self.speaker.held,
            "behaviour": self.habits.model_dump(exclude_defaults=True),
        }

    def _connection(self) -> Connection:
        card = self.card
        return Connection(card.thing, self.folder, self.broker, card.listens, self._on_message)

    def _catch_up(self, within: float) -> None:
        """Sends, once, what it had measured before it was first connected."""
        hours, self._before = self._before, 0
        for samples in earlier(self.habits.steady or {}, self.card.thing, hours, datetime.now(UTC)):
            self.speaker.tell("reading", samples, within)

    def _on_message(self, topic: str, payload: bytes) -> None:
        text = payload.decode("utf-8", "replace")
        self.heard.append({"topic": topic, "at": stated(datetime.now(UTC)), "text": text})
        if self.card.kind == "device" and not self.habits.silent:
            self.workers.submit(self._obey, payload).add_done_callback(_logged)

    def _obey(self, payload: bytes) -> None:
        now = self.speaker.now
        if self.wishes.adopt(payload):
            self.describe()
        elif done := self.actuator.obey(payload, now):
            command, outcome = done
            self.speaker.answer(command, outcome, now, PATIENCE)


def _logged(answered: "Future[None]") -> None:
    if error := answered.exception():
        log.warning("a command was not answered: %r", error)
