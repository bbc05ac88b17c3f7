"""What is known of a rule and a thing at one moment of event time: enough to go on from there."""

from typing import Literal, NamedTuple

from pydantic import AwareDatetime, TypeAdapter

from linli.model import Fact


class Heard(NamedTuple):
    """Of a leaf: when it was last told of, whether it held then; for a change, what it compares."""

    at: AwareDatetime | None = None
    held: bool = False
    value: float | None = None
    recent: tuple[tuple[AwareDatetime, float], ...] = ()


class Latch(NamedTuple):
    """Of a step: `since` when its condition has held, `off` since when it has not, while active."""

    leaves: tuple[Heard, ...]
    since: AwareDatetime | None = None
    off: AwareDatetime | None = None
    active: bool = False

    @property
    def is_up(self) -> bool:
        return self.active or self.since is not None or any(leaf.held for leaf in self.leaves)


class Alarm(Fact):
    """From `onset`, when its first step began, to `ended_at`. Its level is the worst so far; since
    `cleared_at` all is calm again. `drill`: it was raised in a test that was registered, and ends
    with it. `values` are those by which it came to its level.
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
    """`onsets` are those that flapping is told by; at `up` something was last wrong, if ever."""

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


STATE: TypeAdapter[State] = TypeAdapter(State)  # as it is stored


class Window(NamedTuple):
    """In which a thing is worked on (nothing new is said) or tested (what is new is a drill)."""

    begins: AwareDatetime
    ends: AwareDatetime
    why: Literal["maintenance", "test"]


class Around(NamedTuple):
    """What people did: the windows they registered, and when they ended an alarm."""

    windows: tuple[Window, ...] = ()
    ended: tuple[AwareDatetime, ...] = ()

    def why(self, at: AwareDatetime) -> str | None:
        """Work prevails over a test."""
        return min((w.why for w in self.windows if w.begins <= at < w.ends), default=None)

    def turn(self, at: AwareDatetime) -> AwareDatetime | None:
        turns = [*self.ended, *(turn for w in self.windows for turn in (w.begins, w.ends))]
        return min((turn for turn in turns if turn > at), default=None)


NOTHING = Around()
