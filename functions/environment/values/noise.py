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
    """Known if at least so many minutes were measured; otherwise None, and nothing is exceeded."""
    samples = [
        gb3096.Sample(one.at, one.measures[LEVEL], one.measures.get(PEAK))
        for one in ordered(points)
        if abs(one.measures.get(LEVEL, inf)) <= gb3096.LOUDEST
    ]
    heard = len({begin(sample.at, MINUTE) for sample in samples})
    levels = gb3096.summary(samples) if heard >= least else None
    if levels is None:
        return Made(dict.fromkeys(NAMES), dict.fromkeys(NAMES, heard), (), *NONE)
    means: dict[str, float | None] = {
        name: float(value) for name, value in levels._asdict().items() if name != "samples"
    }
    period = gb3096.period(begins, nights)
    about = {"leq": levels.leq, "lmax": levels.lmax}
    judged = gb3096.judge(zone, period.name, limits, period.day, **about)
    over = tuple(_over(one, period.name) for one in judged if one.exceeded)
    verified = all(one.verified for one in judged)
    articles = tuple(dict.fromkeys(one.article for one in judged))
    return Made(means, dict.fromkeys(NAMES, heard), over, verified, articles)


NONE: tuple[bool, tuple[str, ...]] = (False, ())


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
