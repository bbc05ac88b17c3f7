"""The history of a measure in steps; gaps appear as steps without samples. Pure.

`of` must also get what was measured within `holds` before the span, because it still counts.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Literal

from pydantic import AwareDatetime, BaseModel

from linli.aggregates.folding import DAY, HOUR, MINUTE, QUARTER, begin
from linli.aggregates.model import Edge, Part, Summary
from linli.aggregates.summing import summary
from linli.errors import Invalid
from linli.points import Point, ordered

Step = Literal["raw", "1min", "15min", "1h", "1d"]
WIDTHS: Mapping[Step, timedelta] = {"1min": MINUTE, "15min": QUARTER, "1h": HOUR, "1d": DAY}
# Limits of one request: what is answered from samples must be bounded
LONGEST: Mapping[Step, timedelta] = {
    "raw": timedelta(days=7),
    "1min": timedelta(days=7),
    "15min": timedelta(days=31),
    "1h": timedelta(days=92),
    "1d": timedelta(days=400),
}
STEPS, SAMPLES = 500, 1_000  # per page
NONE = timedelta()


class Reading(BaseModel):
    """One step, or one sample. `mean` is over samples, `weighted` over time; `missing` are the
    seconds without a valid sample.
    """

    begins: AwareDatetime
    low: float | None = None
    high: float | None = None
    mean: float | None = None
    weighted: float | None = None
    count: int = 0
    missing: float = 0
    gaps: int = 0


def checked(begins: datetime, ends: datetime, step: Step) -> None:
    if begins >= ends:
        raise Invalid("ends-before", "/query/to")
    if ends - begins > LONGEST[step]:
        raise Invalid("span-too-long", "/query/to")


def aligned(at: datetime, step: Step) -> datetime:
    """The beginning of the step that contains it; for raw samples, the time itself."""
    return at if step == "raw" else begin(at, WIDTHS[step])


def furthest(begins: datetime, step: Step) -> datetime:
    """The latest end of a page, however little was measured."""
    return begins + (LONGEST["raw"] if step == "raw" else STEPS * WIDTHS[step])


def raw(measure: str, points: Iterable[Point], begins: datetime) -> list[Reading]:
    shown = []
    for point in ordered(points):
        if point.at >= begins and (value := point.measures.get(measure)) is not None:
            one = {"low": value, "high": value, "mean": value, "count": 1}
            shown.append(Reading.model_validate({"begins": point.at, **one}))
    return shown


def rest(items: list[Reading]) -> datetime | None:
    """The time of the first samples that exceed a page; samples of one moment stay together."""
    over = (one.begins for one in items[SAMPLES:] if one.begins > items[0].begins)
    return next(over, None)


def of(
    parts: Mapping[datetime, Part], span: tuple[datetime, datetime], step: Step, holds: timedelta
) -> list[Reading]:
    """All steps of the span in order; the last may be incomplete. `parts` are those of the steps
    and of some time before.
    """
    width, (at, ends) = WIDTHS[step], span
    earlier = [one for begins, one in sorted(parts.items()) if begins < at]
    before = earlier[-1] if earlier else None
    shown = []
    while at < ends:
        edge = before.last if before else None
        now = parts.get(at)
        shown.append(
            _measured(summary(now, at, width, edge, ends))
            if now
            else _silent(edge, at, min(at + width, ends), holds)
        )
        before, at = now or before, at + width
    return shown


def _measured(of: Summary) -> Reading:
    return Reading.model_validate(of.model_dump())


def _silent(before: Edge | None, begins: datetime, ends: datetime, holds: timedelta) -> Reading:
    """A step without samples; the last value before may still count at its beginning."""
    spoken = max(min(before.at + holds, ends) - begins, NONE) if before else NONE
    missing = (ends - begins - spoken).total_seconds()
    weighted = before.value if before and spoken else None
    return Reading(begins=begins, weighted=weighted, missing=missing, gaps=int(missing > 0))
