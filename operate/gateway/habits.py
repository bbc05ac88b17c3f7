"""How a gateway behaves or misbehaves, on request. Decisions only: nothing is sent here."""

import random
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal, Self, TypeVar

from pydantic import BaseModel, NonNegativeFloat, NonNegativeInt

T = TypeVar("T")


class Habits(BaseModel, frozen=True, extra="forbid"):
    """`delay` is the seconds from accepting a message to its outcome; the share `fail` of them
    fails. `silent` reports nothing.

    For the city's requests: `slow` seconds pass before the answer, `refuse` is the status of the
    answer, `hang_up` accepts without answering. For reports: each is repeated `duplicate` times,
    `reorder` are held back and then sent in reverse order, one by one, `forge` signs with a wrong
    secret or time. `presses` is the key that everybody presses when called.
    """

    delay: NonNegativeFloat = 0.2
    fail: float = 0.0
    silent: bool = False
    slow: NonNegativeFloat = 0.0
    refuse: NonNegativeInt = 0
    hang_up: bool = False
    duplicate: NonNegativeInt = 0
    reorder: NonNegativeInt = 0
    forge: Literal["secret", "time"] | None = None
    presses: str | None = None

    def told(self, changes: dict[str, Any]) -> Self:
        return self.model_validate(self.model_dump() | changes)

    def end(self, message: str, index: int, expires_at: datetime, now: datetime) -> str:
        """The final state of a message; always the same for the same message."""
        if expires_at <= now:
            return "expired"
        dice = random.Random(f"{message} {index}")  # noqa: S311 - no secret
        return "failed" if dice.random() < self.fail else "delivered"

    def batches(self, held: Sequence[T], most: int) -> tuple[list[list[T]], list[T]]:
        """The calls with reports to make now, and the reports to hold back."""
        if len(held) < self.reorder:
            return [], list(held)
        told = [one for one in held for _ in range(1 + self.duplicate)]
        if self.reorder:
            return [[one] for one in reversed(told)], []
        return [told[n : n + most] for n in range(0, len(told), most)], []
