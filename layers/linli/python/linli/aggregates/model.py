"""The aggregate of consecutive samples as it is stored, and as it is shown."""

from datetime import timedelta
from fractions import Fraction
from typing import NamedTuple, Self

from pydantic import AwareDatetime

from linli.model import Fact

ZERO = Fraction(0)


class Edge(NamedTuple):
    at: AwareDatetime
    value: float


class Part(Fact):
    """Of consecutive samples. Each counts until the next, but at most `holds` seconds; after that
    there is a gap. `weighed` is the sum of value times seconds, `spoken` those seconds, from the
    first sample to the last.
    """

    holds: Fraction
    first: Edge
    last: Edge
    low: float
    high: float
    count: int
    total: Fraction
    weighed: Fraction = ZERO
    spoken: Fraction = ZERO
    gaps: int = 0

    @classmethod
    def of(cls, only: Edge, holds: Fraction) -> "Part":
        """The part of a single sample."""
        value = only.value
        return cls.model_construct(
            holds=holds,
            first=only,
            last=only,
            low=value,
            high=value,
            count=1,
            total=Fraction(value),
        )

    @property
    def mean(self) -> float:
        return float(self.total / self.count)

    def then(self, later: Self) -> Self:
        """Both merged; ValueError if `later` does not follow."""
        if self.last.at > later.first.at or self.holds != later.holds:
            raise ValueError("not-in-order")
        between = seconds(later.first.at - self.last.at)
        spoken = min(between, self.holds)
        return self.model_copy(
            update={
                "last": later.last,
                "low": min(self.low, later.low),
                "high": max(self.high, later.high),
                "count": self.count + later.count,
                "total": self.total + later.total,
                "weighed": self.weighed + Fraction(self.last.value) * spoken + later.weighed,
                "spoken": self.spoken + spoken + later.spoken,
                "gaps": self.gaps + (between > spoken) + later.gaps,
            }
        )


class Summary(Fact):
    """One step of time as shown. `mean` is over samples, `weighted` over the time for which they
    count (None if there is none); `missing` are the seconds of gaps.
    """

    begins: AwareDatetime
    low: float
    high: float
    mean: float
    weighted: float | None
    count: int
    missing: float
    gaps: int


def seconds(stretch: timedelta) -> Fraction:
    return Fraction(stretch // timedelta(microseconds=1), 1_000_000)
