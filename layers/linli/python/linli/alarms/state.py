"""The state of one rule for one thing at a moment of event time: all that is needed to continue the
evaluation from there.
"""

from typing import Literal, NamedTuple

from pydantic import AwareDatetime

from linli.model import Fact


class Heard(NamedTuple):
    """The state of a simple condition: time and value of its last sample, and whether it held then.
    A `Change` also keeps the recent values that it compares with.
    """

    at: AwareDatetime | None = None
    held: bool = False
    value: float | None = None
    recent: tuple[tuple[AwareDatetime, float], ...] = ()


class Latch(NamedTuple):
    """The state of a step: `since` when its condition has held, and `off` since when it has not
    while the step is still active.
    """

    leaves: tuple[Heard, ...]
    since: AwareDatetime | None = None
    off: AwareDatetime | None = None
    active: bool = False

    @property
    def is_up(self) -> bool:
        return self.active or self.since is not None or any(leaf.held for leaf in self.leaves)


class Alarm(Fact):
    """An alarm from `onset`, when its first step became active, to `ended_at`.

    `level` is the highest so far, `stages` when each was reached, and `values` the measured values
    at the highest. `cleared_at` is since when nothing is wrong. A `drill` began within a registered
    test and ends with it.
    """

    id: str = ""
    onset: AwareDatetime
    level: int
    stages: tuple[tuple[AwareDatetime, int], ...]
    values: dict[str, float] = {}
    cleared_at: AwareDatetime | None = None
    ended_at: AwareDatetime | None = None
    drill: bool = False
    flapping: bool = False


class State(NamedTuple):
    """The state at `at`. `closed` are the alarms that have ended, `onsets` the times by which
    flapping is recognized, and `up` is when something was last wrong, None if never.
    """

    at: AwareDatetime | None = None
    latches: tuple[Latch, ...] = ()
    alarm: Alarm | None = None
    closed: tuple[Alarm, ...] = ()
    onsets: tuple[AwareDatetime, ...] = ()
    up: AwareDatetime | None = None

    @property
    def is_calm(self) -> bool:
        return self.alarm is None and not any(latch.is_up for latch in self.latches)

    @property
    def alarms(self) -> tuple[Alarm, ...]:
        return (*self.closed, self.alarm) if self.alarm else self.closed


class Window(NamedTuple):
    """A period in which new alarms are suppressed (maintenance) or are drills (test)."""

    begins: AwareDatetime
    ends: AwareDatetime
    why: Literal["maintenance", "test"]


class Around(NamedTuple):
    """What people did: windows they registered, and times at which they ended an alarm."""

    windows: tuple[Window, ...] = ()
    ended: tuple[AwareDatetime, ...] = ()

    def why(self, at: AwareDatetime) -> str | None:
        """The reason of the window that covers `at`; maintenance prevails over a test."""
        return min((w.why for w in self.windows if w.begins <= at < w.ends), default=None)

    def turn(self, at: AwareDatetime) -> AwareDatetime | None:
        """The next time after `at` at which a window begins or ends, or a person ended an alarm."""
        turns = [*self.ended, *(turn for w in self.windows for turn in (w.begins, w.ends))]
        return min((turn for turn in turns if turn > at), default=None)


NOTHING = Around()
