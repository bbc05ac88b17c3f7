"""A story while it is played: its variables, and the checks of its steps."""

from collections import Counter
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from operate.scenario.authenticator import Authenticator
from operate.scenario.base import Answered, Step
from operate.scenario.cast import Cast
from operate.scenario.match import amiss, fill, pick
from operate.scenario.story import Story
from operate.scenario.world import Answer, World
from operate.visit import Visit

HOPELESS = 0.5  # share of its time for a step that must fail, at most `World.enough`


class Failed(Exception):
    """An expectation did not hold: which one, the last answer, and how long the step waited."""

    def __init__(self, reason: str, *, last: Any = None, wanted: Any = None, waited: float = 0):
        super().__init__(reason)
        self.reason, self.last, self.wanted, self.waited = reason, last, wanted, waited
        self.step: Step | None = None  # one of several taken together


@dataclass
class Scene:
    story: Story
    world: World
    cast: Cast
    boot: int
    seq: "count[int]" = field(default_factory=lambda: count(1))
    sent: Counter[str] = field(default_factory=Counter)  # messages by device
    said: dict[str, tuple[int, int]] = field(default_factory=dict)  # a station's last boot, seq
    browsers: dict[str, Visit] = field(default_factory=dict)  # of each person's latest sign-in
    devices: dict[str, Authenticator] = field(default_factory=dict)  # with people's passkeys

    def fill(self, value: Any) -> Any:
        return fill(value, self.cast.known)

    def know(self, name: str, value: Any) -> None:
        self.cast.known[name] = value

    def device(self, name: str) -> str:
        return self._things[name]

    def devices_of(self, name: str) -> list[str]:
        """All devices that the story calls by this name."""
        return [self._things[one] for one in self.story.groups.get(name, [name])]

    @property
    def _things(self) -> dict[str, str]:
        cast = self.cast
        return cast.assets | cast.stations | cast.sensors | cast.mounted

    def limit(self, step: Step) -> float:
        """How many seconds an expectation may take in this world."""
        within = float(step.__dict__["within"])
        hopeless = step.id is not None and step.id == self.world.hopeless
        return (
            min(within * HOPELESS, self.world.enough) if hopeless else within * self.world.patience
        )

    def amiss(self, step: Answered, body: Any) -> str | None:
        """What is wrong with the answer; None if the step passes, in which case its captures are
        stored.
        """
        reason = amiss(self.fill(step.answer), body) if step.answer is not None else None
        for expression in step.holds:
            if reason is None and pick(self.fill(expression), body) is not True:
                reason = f"does not hold: {self.fill(expression)}"
        for name, expression in step.capture.items():
            if reason is None:
                found = pick(self.fill(expression), body)
                reason = None if found is not None else f"nothing at {expression}"
                self.know(name, found)
        return reason


def status_amiss(allowed: int | list[int] | None, answer: Answer) -> str | None:
    if allowed is None:
        right = 200 <= answer.status < 300
    else:
        right = answer.status in (allowed if isinstance(allowed, list) else [allowed])
    return None if right else f"the status is {answer.status}, not {allowed or '2xx'}"
