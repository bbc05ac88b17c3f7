"""Values of noise: an hour, a day without its night, a night. Pure.

GB 3096 judges days and nights. An hourly mean is compared with the same limit, so that somebody can
be asked for quiet while it is loud, and is always shown as an hourly value.
"""

from collections.abc import Iterable
from datetime import datetime
from math import inf
from typing import Any, NamedTuple

from linli.aggregates.folding import MINUTE, begin
from linli.points import Point, ordered
from linli.standards import gb3096
from linli.standards.gb3096 import Limit, Night, Zone

from .model import Over

NAMES = ("leq", "l10", "l50", "l90", "lmax")
LEVEL, PEAK = "leq_db", "lmax_db"  # an instrument's values per interval


class Made(NamedTuple):
    means: dict[str, float | None]
    had: dict[str, int]
    over: tuple[Over, ...]
    verified: bool
    articles: tuple[str, ...]


def made(
    begins: datetime,
    points: Iterable[Point],
    zone: Zone,
    limits: Iterable[Limit],
    nights: Iterable[Night],
    least: int,
) -> Made:
    """Known if at least so many minutes were measured; otherwise None, and nothing is exceeded.
    Without a peak the loudest level is a lower bound of lmax: it can exceed its limit, but not be
    within it.
    """
    samples = [
        gb3096.Sample(one.at, level, _possible(one, PEAK))
        for one in ordered(points)
        if (level := _possible(one, LEVEL)) is not None
    ]
    heard = _minutes(samples)
    peaks = _minutes(sample for sample in samples if sample.peak is not None)
    had = {**dict.fromkeys(NAMES, heard), "lmax": peaks}
    levels = gb3096.summary(samples) if heard >= least else None
    if levels is None:
        return Made(dict.fromkeys(NAMES), had, (), *NONE)
    period = gb3096.period(begins, nights)
    about = {"leq": levels.leq, "lmax": levels.lmax}
    judged = [
        one
        for one in gb3096.judge(zone, period.name, limits, period.day, **about)
        if one.measure != "lmax" or peaks or one.exceeded
    ]
    means: dict[str, float | None] = {name: float(getattr(levels, name)) for name in NAMES}
    if not peaks and all(one.measure != "lmax" for one in judged):
        means["lmax"] = None
    over = tuple(_over(one, period.name) for one in judged if one.exceeded)
    verified = all(one.verified for one in judged)
    articles = tuple(dict.fromkeys(one.article for one in judged))
    return Made(means, had, over, verified, articles)


NONE: tuple[bool, tuple[str, ...]] = (False, ())


def _possible(point: Point, name: str) -> float | None:
    value = point.measures.get(name, inf)
    return value if abs(value) <= gb3096.LOUDEST else None


def _minutes(samples: Iterable[gb3096.Sample]) -> int:
    return len({begin(sample.at, MINUTE) for sample in samples})


def _over(one: gb3096.Judged, period: gb3096.PeriodName) -> Over:
    said: dict[str, Any] = {"row": one.row, "article": one.article, "verified": one.verified}
    return Over(
        key=one.measure,
        measure=one.measure,
        value=float(one.value),
        limit=float(one.limit),
        period=period,
        **said,
    )
