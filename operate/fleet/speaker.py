"""How one thing speaks: numbered, as its habits have it, and in the order in which it was made."""

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

SERIALS = 65_536  # then a panel counts anew
See = Callable[[], list[dict[str, Any]]]  # the samples that go out now
UNSENT = 1000  # messages that one keeps which the broker does not take


class Speaker:
    """`card` says by which topics; it and the connection are others once the thing has moved."""

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
        """These bytes, whatever they are; a lie alters the measures in them."""
        with self._speaking:
            return self._send([(topic, self.habits.falsified(payload))], within)

    def tell(self, channel: str, samples: list[dict[str, Any]], within: float) -> list[Outgoing]:
        """What it measured, or would have it that it did."""
        now = self.now
        seen = [{**s, "measures": self.habits.measured(s["measures"])} for s in samples]
        with self._speaking:
            payload = readings(self.count.next(), seen, now)
            return self._send([(self.topic(channel), payload)], within)

    def keep(self, see: See, now: datetime, within: float) -> None:
        """What it sees, if anything, after all that it kept. While it is not connected it keeps its
        messages, and what the broker did not take goes out first, under the number that it had.
        """
        with self._speaking:
            if samples := see():
                payload = readings(self.count.next(), samples, now)
                self._unsent.append((self.topic("reading"), payload))
            while self._unsent and self.connection.connected:
                self._send_oldest(within)

    def report(self, channel: str, frames: list[Frame], within: float) -> list[Outgoing]:
        """What a fire panel reports, in one payload; its clock may be wrong, too."""
        now = self.now
        with self._speaking:
            payload = b"".join(encoded(f, self.count.next()["seq"] % SERIALS, now) for f in frames)
            return self._send([(self.topic(channel), payload)], within)

    def describe(self, wishes: Wishes, within: float) -> list[Outgoing]:
        """What it says of itself: how it is set, and by what it speaks."""
        now = self.now
        with self._speaking:
            head, network = self.count.aside(), self.habits.network
            said = status(head, wishes.settings, wishes.wished, network, now)
            return self._send([(self.topic("state"), said)], within)

    def answer(self, command: str, outcome: str, now: datetime, within: float) -> list[Outgoing]:
        """What became of a command, or what it would have become of it."""
        with self._speaking:
            said = answer(self.count.aside(), command, self.habits.outcome(outcome), now)
            return self._send([(self.topic("state"), said)], within)

    def account(self, within: float) -> list[Outgoing]:
        """What it says of what it sent; nothing, if it sent nothing yet."""
        ahead = timedelta(seconds=self.habits.clock_skew)
        with self._speaking:
            payload = self.count.report(ahead)
            if not json.loads(payload)["spans"]:
                return []
            return self._send([(self.topic("report"), payload)], within)

    def release(self, within: float) -> None:
        """What was held back goes out, if by its habits it now does."""
        with self._speaking:
            self._send([], within)

    def rest(self, within: float) -> bool:
        """It says no more, and keeps what it sent; False if it is still sending something."""
        if not self._speaking.acquire(timeout=max(0.0, within)):
            return False
        self.count.rest(timedelta(seconds=self.habits.clock_skew))
        return True

    def _send_oldest(self, within: float) -> None:
        """It stays, if the broker is not there; what it refuses, it would refuse again."""
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
