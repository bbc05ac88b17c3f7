"""Reporting policy of a simulated device: report by exception (deadband and longest interval), and
pack several samples into a message if they may wait. Pure: nothing here sends or waits.
"""

from datetime import datetime, timedelta
from typing import Annotated, Any

from pydantic import BaseModel, Field, PositiveFloat

from operate.fleet.message import stated

EARLY = 0.2  # fraction of the sampling interval by which a sample may be early and still in time
MOST = 50  # samples per message


class Pace(BaseModel, frozen=True, extra="forbid"):
    """A sample is taken every `looks` seconds. It is reported if a measure has changed by `moves`
    since the last report, or `least` seconds have passed; always, without `moves`. Reported samples
    are sent when there are `pack` of them, or when the oldest has waited for `waits` seconds; the
    first one at once.
    """

    looks: PositiveFloat
    moves: dict[str, PositiveFloat] = {}
    least: PositiveFloat
    pack: Annotated[int, Field(ge=1, le=MOST)] = 1
    waits: Annotated[float, Field(ge=0)] = 0

    def rate(self, *, calm: bool = False) -> float:
        """Messages per second: at most, as if every sample changed; or if nothing changes
        (`calm`).
        """
        between = max(self.least, self.looks) if calm else self.looks
        return max(1 / (between * self.pack), min(1 / between, 1 / max(self.waits, between)))

    @property
    def oldest(self) -> float:
        """The greatest age of the last message while all is well, in seconds."""
        return self.least + self.waits + 2 * self.looks


class Reporter:
    """What one device has kept since its last message."""

    def __init__(self, pace: Pace) -> None:
        self.pace = pace
        self._said: dict[str, float] | None = None
        self._at: datetime | None = None
        self._kept: list[dict[str, Any]] = []
        self._first: datetime | None = None
        self._spoke = False

    def see(self, measures: dict[str, float], now: datetime) -> list[dict[str, Any]]:
        """The samples to send now, empty if none."""
        if measures and self._tells(measures, now):
            self._kept.append({"at": stated(now), "measures": measures})
            self._said, self._at = measures, now
            self._first = self._first or now
        if not self._kept or self._first is None or not self._is_due(now):
            return []
        out, self._kept, self._first, self._spoke = self._kept, [], None, True
        return out

    def _tells(self, measures: dict[str, float], now: datetime) -> bool:
        if self._said is None or self._at is None:
            return True
        early = EARLY * self.pace.looks
        if now - self._at >= timedelta(seconds=self.pace.least - early):
            return True
        moves, said = self.pace.moves, self._said
        return not moves or any(
            name in moves and (name not in said or abs(value - said[name]) >= moves[name])
            for name, value in measures.items()
        )

    def _is_due(self, now: datetime) -> bool:
        if not self._spoke or len(self._kept) >= self.pace.pack:
            return True
        return self._first is not None and now - self._first >= timedelta(seconds=self.pace.waits)
