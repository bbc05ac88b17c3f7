"""When a thing that lost its broker tries again: by how many others lost it too, and by chance.

Pure. Of the fleet's connections, of `bench reconnect` and its model, and of docs/fleet.md alike.
"""

from random import Random
from typing import NamedTuple, Self

TAKEN = 500  # connects that AWS takes of an account in a second, where nobody asked for more
LEAST, LONGEST = 1.0, 300.0  # seconds
ON_A_LAPTOP = 4.0  # seconds: a few devices, and somebody who waits for them
DOUBLED = 30  # times, at most: far over the longest


class Backoff(NamedTuple):
    """The first time within `first` seconds, then within twice as many, at most `longest`."""

    first: float
    longest: float

    @classmethod
    def of(cls, things: int, longest: float = LONGEST, taken: int = TAKEN) -> Self:
        """So many as lose the broker together come back over the time that it needs for them."""
        return cls(max(LEAST, things / taken), longest)

    def ceiling(self, tried: int) -> float:
        """Within how many seconds it tries again, of one that tried so often in vain."""
        if tried == 0:
            return self.first
        return min(self.longest, self.first * 2.0 ** min(tried, DOUBLED))

    def wait(self, tried: int, dice: Random) -> float:
        return dice.uniform(0, self.ceiling(tried))

    def milliseconds(self) -> tuple[int, int]:
        """Least and longest delay as the SDK wants them, with full jitter. It throws its dice
        first and cuts what they say afterwards, so the longest may not be below the first: most
        would come back in that very second.
        """
        return round(1000 * self.first), round(1000 * max(self.first, self.longest))
