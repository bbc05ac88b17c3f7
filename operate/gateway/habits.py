"""How a gateway behaves, well or badly, as it is told to. Decisions only: nothing is sent here."""

import random
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal, Self, TypeVar

from pydantic import BaseModel, NonNegativeFloat, NonNegativeInt

T = TypeVar("T")


class Habits(BaseModel, frozen=True, extra="forbid"):
    """`delay` seconds after it took a message it ends; the share `fail` of them fails. `silent`
    reports nothing.

    Of what the city sends: `slow` seconds pass before the answer, `refuse` is the status of the
    answer, `hang_up` takes it and says nothing. Of reports: each goes out so many times more
    (`duplicate`), so many are held and then told backwards, one by one (`reorder`), `forge` signs
    by a wrong secret or a wrong time. `presses` is the key that everybody presses who is called.
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
        """The state in which a message ends: for one message always the same."""
        if expires_at <= now:
            return "expired"
        dice = random.Random(f"{message} {index}")  # noqa: S311 - no secret
        return "failed" if dice.random() < self.fail else "delivered"

    def batches(self, held: Sequence[T], most: int) -> tuple[list[list[T]], list[T]]:
        """The calls in which reports go out now, and what is held back."""
        if len(held) < self.reorder:
            return [], list(held)
        told = [one for one in held for _ in range(1 + self.duplicate)]
        if self.reorder:
            return [[one] for one in reversed(told)], []
        return [told[n : n + most] for n in range(0, len(told), most)], []
