"""How one thing sends: with its numbers, its misbehaviour, and in the order of creation."""

import json
import threading
from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from operate.fleet.behaviour import Behaviour, Outgoing, outgoing
from operate.fleet.broker import Refused
from operate.fleet.card import Card
from operate.fleet.connection import Connection
from operate.fleet.frames import Frame, encoded
from operate.fleet.message import Counter, answer, readings, status
from operate.fleet.wishes import Wishes

SERIALS = 65_536  # after which a panel's serial numbers restart
See = Callable[[], list[dict[str, Any]]]  # the samples that go out now
UNSENT = 1000  # messages that a device stores at most while it cannot send


class Speaker:
    """`card` has its topics; card and connection change when the thing moves."""

    def __init__(self, card: Card, count: Counter, connection: Connection) -> None:
        self.card, self.count, self.connection = card, count, connection
        self.habits = Behaviour(steady=card.steady)
        self._held: list[Outgoing] = []
        self._unsent = deque[Outgoing](maxlen=UNSENT)
        self._speaking = threading.Lock()

    @property
    def now(self) -> datetime:
        """By its own clock, which may be wrong."""
        return self.habits.clock(datetime.now(UTC))

    @property
    def held(self) -> int:
        """Messages held back for reordering."""
        return len(self._held)

    def topic(self, channel: str) -> str:
        if channel not in self.card.publishes:
            raise ValueError(f"{self.card.thing} has no channel {channel}")
        return self.card.publishes[channel]

    def say(self, topic: str, payload: bytes, within: float) -> list[Outgoing]:
        """Sends these bytes, whatever they are; a lie alters measures in them."""
        with self._speaking:
            return self._send([(topic, self.habits.falsified(payload))], within)

    def tell(self, channel: str, samples: list[dict[str, Any]], within: float) -> list[Outgoing]:
        """Sends what it measured, or what it claims to have measured."""
        now = self.now
        seen = [{**s, "measures": self.habits.measured(s["measures"])} for s in samples]
        with self._speaking:
            payload = readings(self.count.next(), seen, now)
            return self._send([(self.topic(channel), payload)], within)

    def keep(self, see: See, now: datetime, within: float) -> None:
        """Sends new samples, if any, after all stored messages. Messages are stored while there is
        no connection; one that the broker did not accept keeps its number and goes first.
        """
        with self._speaking:
            if samples := see():
                payload = readings(self.count.next(), samples, now)
                self._unsent.append((self.topic("reading"), payload))
            while self._unsent and self.connection.connected:
                self._send_oldest(within)

    def report(self, channel: str, frames: list[Frame], within: float) -> list[Outgoing]:
        """Sends a fire panel's frames in one payload; the panel's clock may be wrong, too."""
        now = self.now
        with self._speaking:
            payload = b"".join(encoded(f, self.count.next()["seq"] % SERIALS, now) for f in frames)
            return self._send([(self.topic(channel), payload)], within)

    def describe(self, wishes: Wishes, within: float) -> list[Outgoing]:
        """Sends its own state: its settings and its network."""
        now = self.now
        with self._speaking:
            head, network = self.count.aside(), self.habits.network
            said = status(head, wishes.settings, wishes.wished, network, now)
            return self._send([(self.topic("state"), said)], within)

    def answer(self, command: str, outcome: str, now: datetime, within: float) -> list[Outgoing]:
        """Sends the outcome of a command, or a false one."""
        with self._speaking:
            said = answer(self.count.aside(), command, self.habits.outcome(outcome), now)
            return self._send([(self.topic("state"), said)], within)

    def account(self, within: float) -> list[Outgoing]:
        """Sends its report of the messages sent; nothing if there were none."""
        ahead = timedelta(seconds=self.habits.clock_skew)
        with self._speaking:
            payload = self.count.report(ahead)
            if not json.loads(payload)["spans"]:
                return []
            return self._send([(self.topic("report"), payload)], within)

    def release(self, within: float) -> None:
        """Sends the messages held back, if its behaviour permits it now."""
        with self._speaking:
            self._send([], within)

    def rest(self, within: float) -> bool:
        """Sends nothing more, and stores its counts; False if it is still sending."""
        if not self._speaking.acquire(timeout=max(0.0, within)):
            return False
        self.count.rest(timedelta(seconds=self.habits.clock_skew))
        return True

    def _send_oldest(self, within: float) -> None:
        """The message is kept if the broker cannot be reached; if the broker refuses it, it is
        dropped, as it would be refused again.
        """
        try:
            self._send([self._unsent[0]], within)
        except Refused:
            self._unsent.popleft()
            raise
        self._unsent.popleft()

    def _send(self, new: list[Outgoing], within: float) -> list[Outgoing]:
        sending, self._held = outgoing(self.habits, self._held, new)
        for topic, payload in sending:
            self.connection.publish(topic, payload, within)
        return sending
