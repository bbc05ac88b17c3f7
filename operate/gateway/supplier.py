"""One gateway: accepts messages by its contract, ends each after a while, and reports."""

import re
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from operate.gateway.habits import Habits
from operate.gateway.message import MOST, Kept, Sending
from operate.gateway.timeline import Timeline

REMEMBERED = 10_000
TOGETHER = 0.05  # seconds for which reports are collected into one call
PHONE = re.compile(r"\+[1-9]\d{6,14}")
Answer = tuple[int, dict[str, Any]]
Reports = list[dict[str, Any]]
Keep = Callable[["Supplier", Sending, int], Kept]


class Supplier:
    """`keep` stores a message for display, `tell` calls the city back."""

    def __init__(
        self,
        city: str,
        name: str,
        kind: str,
        per_second: int,
        timeline: Timeline,
        keep: Keep,
        tell: Callable[["Supplier", list[Reports]], None],
    ) -> None:
        self.city, self.name, self.kind, self.per_second = city, name, kind, per_second
        self.habits = Habits()
        self._timeline, self._keep, self._tell = timeline, keep, tell
        self._lock = threading.RLock()
        self._taken: OrderedDict[str, tuple[Answer, list[Kept]]] = OrderedDict()
        self._to_tell: Reports = []
        self._room, self._filled = float(per_second), time.monotonic()
        self.in_flight = 0

    def take(self, sending: Sending) -> Answer:
        """A repeated id gets the same answer, and nothing is delivered twice."""
        with self._lock:
            if known := self._taken.get(sending.id):
                for one in known[1]:
                    one.seen += 1
                return known[0]
            if not self._has_room(len(sending.to)):
                return 429, {"error": "too-many"}
            answer, kept = self._new(sending)
            self._taken[sending.id] = answer, kept
            if len(self._taken) > REMEMBERED:
                self._taken.popitem(last=False)
            self.in_flight += len(kept)
        self._timeline.after(self.habits.delay, lambda: self._end(kept))
        return answer

    def press(self, to: str, key: str) -> bool:
        """Presses a key in the latest call to this number; false if there was none."""
        with self._lock:
            calls = [one for _, kept in self._taken.values() for one in kept if one.to == to]
            if not calls:
                return False
            self._change(calls[-1], "answered", code=f"key-{key}")
        self._gather()
        return True

    def behave(self, habits: Habits) -> None:
        """Reports held back are sent if the new behaviour permits it."""
        self.habits = habits
        self._gather()

    def about(self) -> dict[str, Any]:
        return {
            "city": self.city,
            "gateway": self.name,
            "kind": self.kind,
            "per_second": self.per_second,
            "in_flight": self.in_flight,
            "behaviour": self.habits.model_dump(exclude_defaults=True),
        }

    def _has_room(self, messages: int) -> bool:
        """A request is accepted whole while there is any room; the next one then waits longer."""
        now = time.monotonic()
        filled = self._room + (now - self._filled) * self.per_second
        self._room, self._filled = min(float(self.per_second), filled), now
        if self._room <= 0:
            return False
        self._room -= messages
        return True

    def _new(self, sending: Sending) -> tuple[Answer, list[Kept]]:
        by_phone = self.kind in ("sms", "voice")
        bad = [n for n, to in enumerate(sending.to) if by_phone and not PHONE.fullmatch(to)]
        good = [n for n in range(len(sending.to)) if n not in bad]
        refused = [{"index": n, "code": "bad-number"} for n in bad]
        kept = [self._keep(self, sending, n) for n in good]
        return (200, {"accepted": good, "refused": refused}), kept

    def _end(self, kept: list[Kept]) -> None:
        now = datetime.now(UTC)
        with self._lock:
            self.in_flight -= len(kept)
            for one in kept:
                state = self.habits.end(one.id, one.index, one.expires_at, now)
                self._change(one, state)
                if state == "delivered" and self.kind == "voice" and self.habits.presses:
                    self._change(one, "answered", code=f"key-{self.habits.presses}")
        self._gather()

    def _change(self, one: Kept, state: str, **more: str) -> None:
        one.state = state
        if not self.habits.silent:
            now = datetime.now(UTC).isoformat()
            self._to_tell.append(one.report(state, now) | more)

    def _gather(self) -> None:
        self._timeline.after(TOGETHER, self._report)

    def _report(self) -> None:
        with self._lock:
            calls, self._to_tell = self.habits.batches(self._to_tell, MOST)
        if calls:
            self._tell(self, calls)
