"""When a thing that lost its broker tries again: by the number of others that lost it, and at
random.

Pure. Used by the fleet's connections, and by `bench reconnect` and its model; described in
docs/fleet.md.
"""

from random import Random
from typing import NamedTuple, Self

TAKEN = 500  # connects per second that AWS accepts for an account by default
LEAST, LONGEST = 1.0, 300.0  # seconds
ON_A_LAPTOP = 4.0  # seconds: there are few devices, and people wait for them
DOUBLED = 30  # doublings at most: far beyond the longest delay


class Backoff(NamedTuple):
    """The first attempt is within `first` seconds, later ones within twice as many each, at most
    `longest`.
    """

    first: float
    longest: float

    @classmethod
    def of(cls, things: int, longest: float = LONGEST, taken: int = TAKEN) -> Self:
        """For so many things that lose the broker together: spread over the time it needs to accept
        them.
        """
        return cls(max(LEAST, things / taken), longest)

    def ceiling(self, tried: int) -> float:
        """Within how many seconds the next attempt is, after so many failed ones."""
        if tried == 0:
            return self.first
        return min(self.longest, self.first * 2.0 ** min(tried, DOUBLED))

    def wait(self, tried: int, dice: Random) -> float:
        return dice.uniform(0, self.ceiling(tried))

    def milliseconds(self) -> tuple[int, int]:
        """Minimum and maximum delay for the SDK, with full jitter. The SDK applies the maximum
        after the jitter, so it must not be below the first delay: most things would come back in
        the same second.
        """
        return round(1000 * self.first), round(1000 * max(self.first, self.longest))
