"""A thing of the fleet: its card, its habits, its count, and the connection it speaks by."""

import json
import logging
import threading
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from operate.fleet.actuator import Actuator
from operate.fleet.behaviour import Behaviour, Outgoing, outgoing
from operate.fleet.broker import Broker, Refused
from operate.fleet.card import Card
from operate.fleet.connection import Connection
from operate.fleet.curve import earlier, values
from operate.fleet.frames import Frame, encoded
from operate.fleet.message import Counter, answer, readings, stated, status
from operate.fleet.pace import Reporter

HEARD = 500  # messages kept for whoever asks
PATIENCE = 30.0  # seconds
SERIALS = 65_536  # then a panel counts anew
UNSENT = 1000  # messages that one keeps which the broker does not take


log = logging.getLogger("fleet")


class Thing:
    """A device or a phone. Its messages go out in the order in which they were made."""

    def __init__(
        self, folder: Path, broker: Broker, counts: Path, workers: ThreadPoolExecutor
    ) -> None:
        self.folder, self.broker, self.workers = folder, broker, workers
        self.card = Card.read(folder)
        self.habits, self.actuator = Behaviour(steady=self.card.steady), Actuator()
        self.count = Counter(counts / f"{self.card.thing}.json", self.card.first_boot)
        self.heard: deque[dict[str, Any]] = deque(maxlen=HEARD)
        self._before = self.card.before if self.count.boot == 1 else 0
        self.settings: dict[str, Any] = {}
        self.wished = 0  # the count of the last wish that it heard
        self._held: list[Outgoing] = []
        self._reporter = Reporter(self.card.pace) if self.card.pace else None
        self._unsent = deque[Outgoing](maxlen=UNSENT)
        self._speaking = threading.Lock()
        self.connection = self._connection()

    def connect(self, within: float = PATIENCE) -> None:
        """By its card as it is now: it may have moved, or been given another certificate."""
        card, known = Card.read(self.folder), self.card
        self.card = card
        if card.steady != known.steady:
            self.habits = self.habits.model_copy(update={"steady": card.steady})
        if card.pace != known.pace:
            self._reporter = Reporter(card.pace) if card.pace else None
        if card.certificate != known.certificate or not set(known.listens) <= set(card.listens):
            self.connection.close()
            self.connection = self._connection()
        self.connection.connect(within)
        if new := set(card.listens) - self.connection.topics:
            self.connection.subscribe(new, within)
        self._catch_up(within)

    def close(self) -> None:
        self.connection.close()

    def behave(self, changes: dict[str, Any]) -> None:
        """What was held back for reordering goes out when it no longer reorders."""
        self.habits = self.habits.told(changes)
        with self._speaking:
            self._send([], PATIENCE)
        if "network" in changes:
            self.describe()

    def read(self, within: float) -> None:
        """What a steady device measures by itself."""
        if self.habits.steady is not None:
            measures = values(self.habits.steady, self.card.thing, datetime.now(UTC))
            self._tell("reading", [{"measures": measures}], within)

    def look(self, within: float) -> None:
        """What one that keeps a pace measures; it says so if there is something to say. While it is
        not connected it keeps its messages, and what the broker did not take goes out first, under
        the number that it had.
        """
        if self._reporter is None or self.habits.steady is None:
            return
        now = self.habits.clock(datetime.now(UTC))
        truth = values(self.habits.steady, self.card.thing, now)
        with self._speaking:
            if samples := self._reporter.see(self.habits.measured(truth), now):
                payload = readings(self.count.next(), samples, now)
                self._unsent.append((self._topic("reading"), payload))
            while self._unsent and self.connection.connected:
                self._send_oldest(within)

    def _send_oldest(self, within: float) -> None:
        """It stays, if the broker is not there; what it refuses, it would refuse again."""
        try:
            self._send([self._unsent[0]], within)
        except Refused:
            self._unsent.popleft()
            raise
        self._unsent.popleft()

    def _catch_up(self, within: float) -> None:
        """What it had measured before it was first connected, once."""
        hours, self._before = self._before, 0
        for samples in earlier(self.habits.steady or {}, self.card.thing, hours, datetime.now(UTC)):
            self._tell("reading", samples, within)

    def measure(self, channel: str, samples: list[dict[str, Any]], within: float) -> list[Outgoing]:
        """What it measures now; a steady device goes on measuring that."""
        if self.habits.steady is not None and samples:
            lasting = {"steady": self.habits.steady | samples[-1]["measures"]}
            self.habits = self.habits.model_copy(update=lasting)
        return self._tell(channel, samples, within)

    def _tell(self, channel: str, samples: list[dict[str, Any]], within: float) -> list[Outgoing]:
        now = self.habits.clock(datetime.now(UTC))
        seen = [{**s, "measures": self.habits.measured(s["measures"])} for s in samples]
        with self._speaking:
            payload = readings(self.count.next(), seen, now)
            return self._send([(self._topic(channel), payload)], within)

    def report(self, channel: str, frames: list[Frame], within: float) -> list[Outgoing]:
        """What a fire panel reports, in one payload; its clock may be wrong, too."""
        now = self.habits.clock(datetime.now(UTC))
        with self._speaking:
            payload = b"".join(encoded(f, self.count.next()["seq"] % SERIALS, now) for f in frames)
            return self._send([(self._topic(channel), payload)], within)

    def describe(self, within: float = PATIENCE) -> list[Outgoing]:
        """What it says of itself: how it is set, and by what it speaks."""
        now = self.habits.clock(datetime.now(UTC))
        with self._speaking:
            head, network = self.count.aside(), self.habits.network
            said = status(head, self.settings, self.wished, network, now)
            return self._send([(self._topic("state"), said)], within)

    def account(self, within: float) -> list[Outgoing]:
        """What it says of what it sent; nothing, if it sent nothing yet."""
        ahead = timedelta(seconds=self.habits.clock_skew)
        with self._speaking:
            payload = self.count.report(ahead)
            if not json.loads(payload)["spans"]:
                return []
            return self._send([(self._topic("report"), payload)], within)

    def rest(self, within: float) -> bool:
        """It says no more, and keeps what it sent; False if it is still sending something."""
        if not self._speaking.acquire(timeout=max(0.0, within)):
            return False
        self.count.rest(timedelta(seconds=self.habits.clock_skew))
        return True

    @property
    def accounts(self) -> bool:
        return "report" in self.card.publishes

    def say(self, topic: str, payload: bytes, within: float) -> list[Outgoing]:
        """These bytes, whatever they are; a lie alters the measures in them."""
        with self._speaking:
            return self._send([(topic, self.habits.falsified(payload))], within)

    def topic(self, channel: str | None, other: str | None = None) -> str:
        return other or self._topic(channel or "reading")

    def about(self) -> dict[str, Any]:
        return {
            "thing": self.card.thing,
            "kind": self.card.kind,
            "communities": self.card.communities,
            "connected": self.connection.connected,
            "boot": self.count.boot,
            "position": self.actuator.position,
            "moved": self.actuator.moved,
            "settings": self.settings,
            "drill": self.actuator.drill,
            "held": len(self._held),
            "behaviour": self.habits.model_dump(exclude_defaults=True),
        }

    def _topic(self, channel: str) -> str:
        if channel not in self.card.publishes:
            raise ValueError(f"{self.card.thing} has no channel {channel}")
        return self.card.publishes[channel]

    def _connection(self) -> Connection:
        card = self.card
        return Connection(card.thing, self.folder, self.broker, card.listens, self._on_message)

    def _send(self, new: list[Outgoing], within: float) -> list[Outgoing]:
        sending, self._held = outgoing(self.habits, self._held, new)
        for topic, payload in sending:
            self.connection.publish(topic, payload, within)
        return sending

    def _on_message(self, topic: str, payload: bytes) -> None:
        text = payload.decode("utf-8", "replace")
        self.heard.append({"topic": topic, "at": stated(datetime.now(UTC)), "text": text})
        if self.card.kind == "device" and not self.habits.silent:
            self.workers.submit(self._obey, payload).add_done_callback(_logged)

    def _obey(self, payload: bytes) -> None:
        now = self.habits.clock(datetime.now(UTC))
        if self._adopt(payload):
            self.describe()
            return
        done = self.actuator.obey(payload, now)
        if done is None:
            return
        command, outcome = done
        with self._speaking:
            said = answer(self.count.aside(), command, self.habits.outcome(outcome), now)
            self._send([(self._topic("state"), said)], PATIENCE)

    def _adopt(self, payload: bytes) -> bool:
        """Whether it was a wish how it is to be set: then it is set so."""
        try:
            wish = json.loads(payload)
            settings, wished = dict(wish["settings"]), int(wish["wished"])
        except (ValueError, TypeError, KeyError):
            return False
        self.settings, self.wished = self.settings | settings, wished
        return True


def _logged(answered: "Future[None]") -> None:
    if error := answered.exception():
        log.warning("a command was not answered: %r", error)
