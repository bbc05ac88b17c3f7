"""An alarm rule as a row of data, like a statutory limit. All seconds are of event time."""

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
    """Holds while the value compares so with `value`. With `clear` (hysteresis) it goes on holding
    until the value has reached `clear` as well.
    """

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
    """Holds if the latest value differs by `value` or more from one measured less than
    `within_seconds` before it.
    """

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
    """Holds if nothing was measured for `within_seconds`; never for a thing without any sample.

    How late samples may arrive is no part of it; the step's `after_seconds` allows for that.
    """

    by: Literal["absence"]
    measure: Measure | None = None  # None: no measure at all
    within_seconds: Stretch


Leaf = Threshold | Change | Absence


class Several(Fact):
    """All or any of several conditions, each evaluated on the latest value of its measure."""

    by: Literal["all", "any"]
    of: Annotated[tuple["When", ...], Field(min_length=2, max_length=8)]


When = Annotated[Threshold | Change | Absence | Several, Field(discriminator="by")]


class Step(Fact):
    """One severity of a rule. It becomes active once `when` has held for `after_seconds`, and
    inactive once it has not held for `off_seconds`. Without `clears`, the alarm stays open until a
    person ends it.
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
    """The alarm that is number `times` within `within_seconds` counts as flapping: it stays open
    until there was nothing wrong for `calm_seconds`.
    """

    times: Annotated[int, Field(ge=2, le=100)]
    within_seconds: Stretch
    calm_seconds: Stretch


class Rule(Dated):
    """The rule for one alarm of a kind of thing; its steps rise in level.

    A sample is valid for `holds_seconds`, or until the next one if that is None. After that the
    value is unknown, which neither begins nor ends anything.
    """

    id: Named
    kind: Named
    steps: Annotated[tuple[Step, ...], Field(min_length=1, max_length=9)]
    hours: Hours | None = None
    holds_seconds: Stretch | None = None
    flaps: Flaps | None = None
    article: Annotated[str, Field(max_length=200)]
    mark: Code  # how well the source is verified

    @model_validator(mode="after")
    def _steps_rise(self) -> Self:
        if any(low.level >= high.level for low, high in pairwise(self.steps)):
            raise ValueError("levels-do-not-rise")
        return self

    def step(self, level: int) -> Step:
        return next(step for step in self.steps if step.level == level)


def leaves(when: When) -> Iterator[Leaf]:
    """The simple conditions of `when`, in the order in which a `Latch` keeps their states."""
    if isinstance(when, Several):
        for one in when.of:
            yield from leaves(one)
    else:
        yield when
