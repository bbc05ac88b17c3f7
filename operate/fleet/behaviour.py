"""How a device misbehaves on request. Decisions only: nothing here sends or waits."""

import json
from datetime import datetime, timedelta
from typing import Any, Self

from pydantic import BaseModel, PositiveFloat

from operate.fleet.curve import Measured

MINUTE = 60.0


class Behaviour(BaseModel, frozen=True, extra="forbid"):
    """`repeat`: how many times more each message is sent. `reorder`: how many are held back, then
    sent in reverse order.

    `lie`: true sends 0 for all measures, a table sends these values, a word is the claimed outcome
    of commands. `clock_skew` seconds are added to all times in messages. `network` is what the
    device reports of its network: bearer, signal_dbm, latency_ms. `steady` are the values sent
    `every` so many seconds, until others are set.
    """

    silent: bool = False
    repeat: int = 0
    reorder: int = 0
    lie: bool | str | dict[str, float] = False
    clock_skew: float = 0.0
    steady: Measured | None = None
    every: PositiveFloat = MINUTE
    network: dict[str, Any] | None = None

    def told(self, changes: dict[str, Any]) -> Self:
        """The same device with these changes; `true` means one more, or two at a time."""
        plain = {
            name: least if changes[name] is True else int(changes[name] or 0)
            for name, least in (("repeat", 1), ("reorder", 2))
            if name in changes
        }
        return self.model_validate(self.model_dump() | changes | plain)

    def clock(self, real: datetime) -> datetime:
        return real + timedelta(seconds=self.clock_skew)

    def measured(self, truth: dict[str, float]) -> dict[str, float]:
        if isinstance(self.lie, dict):
            return truth | self.lie
        return dict.fromkeys(truth, 0.0) if self.lie is True else truth

    def outcome(self, truth: str) -> str:
        return self.lie if isinstance(self.lie, str) else truth

    def falsified(self, payload: bytes) -> bytes:
        """The message with the lie in it; unchanged if it has no measures."""
        if not self.lie or isinstance(self.lie, str):
            return payload
        try:
            message = json.loads(payload)
            for sample in message["samples"]:
                sample["measures"] = self.measured(sample["measures"])
        except (ValueError, TypeError, KeyError):
            return payload
        return json.dumps(message).encode()


Outgoing = tuple[str, bytes]  # topic, payload


def outgoing(
    habits: Behaviour, held: list[Outgoing], new: list[Outgoing]
) -> tuple[list[Outgoing], list[Outgoing]]:
    """The messages to send now, in this order, and those to hold back."""
    if habits.silent:
        return [], held
    waiting = [*held, *new]
    if len(waiting) < habits.reorder:
        return [], waiting
    ordered = waiting[::-1] if habits.reorder > 1 else waiting
    return [one for one in ordered for _ in range(1 + habits.repeat)], []
