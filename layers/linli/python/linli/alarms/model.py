"""What an alarm rule is: a row of data, as a limit is. Seconds are of event time."""

from collections.abc import Iterator
from itertools import pairwise
from operator import eq, ge, gt, le, lt
from typing import Annotated, Literal, Self

from pydantic import Field, FiniteFloat, PositiveFloat, model_validator

from linli.dated import Dated
from linli.messages import Measure
from linli.model import Fact

from .hours import Hours

COMPARE = {"ge": ge, "gt": gt, "le": le, "lt": lt, "eq": eq}
Delay = Annotated[float, Field(ge=0, le=604_800)]
Stretch = Annotated[float, Field(gt=0, le=604_800)]
Named = Annotated[str, Field(min_length=1, max_length=64)]
Code = Annotated[str, Field(max_length=20)]


class Threshold(Fact):
    """Begins when the value passes; ends when it does not, or only behind `clear` if it has one."""

    by: Literal["threshold"]
    measure: Measure
    compare: Literal["ge", "gt", "le", "lt", "eq"]
    value: FiniteFloat
    unit: Code
    clear: FiniteFloat | None = None

    @model_validator(mode="after")
    def _clears_on_the_calm_side(self) -> Self:
        if self.clear is not None:
            calm = {"g": self.clear <= self.value, "l": self.clear >= self.value}
            if not calm.get(self.compare[0], False):
                raise ValueError("clear-not-calm")
        return self

    def holds(self, value: float, *, before: bool) -> bool:
        if COMPARE[self.compare](value, self.value):
            return True
        if not before or self.clear is None:
            return False
        return value > self.clear if self.compare[0] == "g" else value < self.clear


class Change(Fact):
    """Two samples less than `within_seconds` apart differ by so much, the later being the last."""

    by: Literal["change"]
    measure: Measure
    direction: Literal["rise", "fall", "either"]
    value: Annotated[PositiveFloat, Field(allow_inf_nan=False)]
    unit: Code
    within_seconds: Annotated[float, Field(gt=0, le=86_400)]

    def passes(self, before: float, after: float) -> bool:
        change = after - before
        if self.direction == "either":
            change = abs(change)
        return (-change if self.direction == "fall" else change) >= self.value


class Absence(Fact):
    """Nothing was measured for so long; of a thing that never measured anything, nothing is said.

    How late samples may come is not counted here but in the step's `after_seconds`.
    """

    by: Literal["absence"]
    measure: Measure | None = None  # of any, if None
    within_seconds: Stretch


Leaf = Threshold | Change | Absence


class Several(Fact):
    """Of several measures, each as it was last measured."""

    by: Literal["all", "any"]
    of: Annotated[tuple["When", ...], Field(min_length=2, max_length=8)]


When = Annotated[Threshold | Change | Absence | Several, Field(discriminator="by")]


class Step(Fact):
    """A severity. It begins once `when` has held for `after_seconds`, and ends once it has not for
    `off_seconds`. What does not clear by itself stays until people end it.
    """

    level: Annotated[int, Field(ge=1, le=9)]
    when: When
    after_seconds: Delay = 0
    off_seconds: Delay = 0
    clears: bool = True
    raises: Annotated[str, Field(pattern="^[a-z][a-z-]{0,39}$")]
    priority: Literal["P1", "P2", "P3", "P4"]
    category: Code
    within_hours: PositiveFloat | None = None


class Flaps(Fact):
    """The so-manieth alarm within that time stays, until it has been calm for so long."""

    times: Annotated[int, Field(ge=2, le=100)]
    within_seconds: Stretch
    calm_seconds: Stretch


class Rule(Dated):
    """One alarm of one kind of thing. `holds_seconds` is for how long a sample speaks for what
    follows: behind it nothing is known, so nothing begins and nothing ends; None: until the next.
    """

    id: Named
    kind: Named
    steps: Annotated[tuple[Step, ...], Field(min_length=1, max_length=9)]
    hours: Hours | None = None
    holds_seconds: Stretch | None = None
    flaps: Flaps | None = None
    article: Annotated[str, Field(max_length=200)]
    mark: Code  # how well the source is known

    @model_validator(mode="after")
    def _steps_rise(self) -> Self:
        if any(low.level >= high.level for low, high in pairwise(self.steps)):
            raise ValueError("levels-do-not-rise")
        return self

    def step(self, level: int) -> Step:
        return next(step for step in self.steps if step.level == level)


def leaves(when: When) -> Iterator[Leaf]:
    """In the order in which their states are kept."""
    if isinstance(when, Several):
        for one in when.of:
            yield from leaves(one)
    else:
        yield when
