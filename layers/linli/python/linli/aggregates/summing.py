"""The summary shown for one step of time: minute, quarter, hour or day."""

from datetime import datetime, timedelta
from fractions import Fraction
from typing import NamedTuple, Self

from .model import ZERO, Edge, Part, Summary, seconds


def summary(
    own: Part,
    begins: datetime,
    width: timedelta,
    before: Edge | None = None,
    now: datetime | None = None,
) -> Summary:
    """The last sample before the step counts at its beginning, its own last sample until its end,
    or until `now` if the step is not over.
    """
    ends = max(min(begins + width, now or begins + width), own.last.at)
    lead = _Lead.of(before, begins, own)
    left = seconds(ends - own.last.at)
    tail = min(left, own.holds)
    spoken = lead.spoken + own.spoken + tail
    weighed = lead.weighed + own.weighed + Fraction(own.last.value) * tail
    return Summary(
        begins=begins,
        low=own.low,
        high=own.high,
        mean=own.mean,
        weighted=float(weighed / spoken) if spoken else None,
        count=own.count,
        missing=float(seconds(ends - begins) - spoken),
        gaps=own.gaps + lead.gaps + (left > tail),
    )


class _Lead(NamedTuple):
    """What the last sample before a step contributes to its beginning."""

    spoken: Fraction
    weighed: Fraction
    gaps: int

    @classmethod
    def of(cls, before: Edge | None, begins: datetime, own: Part) -> Self:
        until = seconds(own.first.at - begins)
        if before is None:
            return cls(ZERO, ZERO, int(until > 0))
        since = seconds(begins - before.at)
        spoken = max(min(until, own.holds - since), ZERO)
        return cls(spoken, Fraction(before.value) * spoken, int(until > spoken))
