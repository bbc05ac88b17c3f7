"""Measures that vary over the day and from day to day, deterministically: the same for the same
time.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Annotated, Any

from pydantic import BaseModel, Field

from operate.fleet.message import stated
from operate.fleet.shapes import CHINA, DAY, HOUR, Burst, Cycle, Hours, Share, Use, chance, near

MOST = 48  # samples of a message; an hour needs those of 45 minutes


class Curve(BaseModel, frozen=True, extra="forbid"):
    """`base`, plus up to `swing` around each of the hours in `peaks`, within `width` hours on both
    sides. Things differ by the share `spread`, days by `days`, samples by up to `noise`. `least` is
    the minimum.
    """

    base: float
    swing: float = 0
    peaks: tuple[float, ...] = ()
    width: Annotated[float, Field(gt=0)] = 3
    spread: Share = 0
    days: Share = 0
    noise: Annotated[float, Field(ge=0)] = 0
    least: float | None = None
    digits: int = 1

    def at(self, name: str, when: datetime) -> float:
        """The value for the thing and measure of that name."""
        wall = when.astimezone(CHINA)
        hour = wall.hour + wall.minute / 60
        highest = max((near(hour, at, self.width) for at in self.peaks), default=0)
        share = (1 + self.spread * chance(name)) * (1 + self.days * _weather(name, wall))
        value = (self.base + self.swing * highest) * share
        value += self.noise * chance(f"{name} {wall.isoformat()}")
        return round(value if self.least is None else max(value, self.least), self.digits)


Measured = dict[str, float | Curve | Use | Cycle | Burst | Hours]


def values(measured: Measured, thing: str, when: datetime) -> dict[str, float]:
    """Values that are not curves are constant."""
    return {
        name: one if isinstance(one, int | float) else one.at(f"{thing} {name}", when)
        for name, one in measured.items()
    }


def earlier(
    measured: Measured, thing: str, hours: int, until: datetime
) -> Iterator[list[dict[str, Any]]]:
    """Samples of each of the last `hours` hours, as many per message as are allowed."""
    for hour in range(hours if measured else 0):
        since = until.replace(microsecond=0) - timedelta(hours=hours - hour)
        times = [since + n * HOUR / MOST for n in range(MOST)]
        yield [{"at": stated(at), "measures": values(measured, thing, at)} for at in times]


def _weather(name: str, wall: datetime) -> float:
    """From -1 to 1 for each day, interpolated between two noons."""
    since = wall - timedelta(hours=12)
    passed = (since.hour + since.minute / 60) / DAY
    one, other = (chance(f"{name} {since.date() + timedelta(days=n)}") for n in (0, 1))
    return one + (other - one) * passed
