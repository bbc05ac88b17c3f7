"""What a rule would have raised on the past samples of a thing, before it is in force."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from linli.points import Point, ordered

from .model import Rule
from .running import evaluate
from .state import NOTHING, Alarm, Around


class Trial(NamedTuple):
    """`alarms` in order of onset; `levels` counts them by the highest level each reached;
    `open_for` is the sum of their durations.
    """

    alarms: tuple[Alarm, ...]
    samples: int
    begins: datetime | None
    until: datetime | None
    levels: dict[int, int]
    open_for: timedelta

    @property
    def fired(self) -> int:
        return len(self.alarms)


def trial(
    rule: Rule,
    points: Iterable[Point],
    until: datetime | None = None,
    *,
    begins: datetime | None = None,
    thing: str = "",
    around: Around = NOTHING,
) -> Trial:
    """Evaluates as if the rule had been in force since the first sample, until `until` or else the
    last sample. Samples before `begins`, on which the first alarms depend, count only for that.
    """
    known = ordered(points)
    if not known:
        return Trial((), 0, None, until, {}, timedelta())
    first, last = known[0].at, until or known[-1].at
    always = {"effective_from": (first - timedelta(days=2)).date(), "effective_to": None}
    tried = rule.model_copy(update=always)
    begins = begins or first
    found = evaluate(tried, thing, known, last, around=around).alarms
    alarms = tuple(a for a in found if a.onset >= begins or not a.ended_at or a.ended_at > begins)
    levels = {step.level: sum(a.level == step.level for a in alarms) for step in rule.steps}
    lasted = ((alarm.ended_at or last) - max(alarm.onset, begins) for alarm in alarms)
    taken = sum(begins <= point.at <= last for point in known)
    return Trial(alarms, taken, first, last, levels, sum(lasted, timedelta()))
