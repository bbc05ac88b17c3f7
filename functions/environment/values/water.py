"""Values of water, and judgement of a single sample. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any, Literal, NamedTuple

from functions.environment.model import counts
from linli.points import Point, ordered
from linli.standards import gb3838, gb5749
from linli.standards.data import measured

from .model import Over

Drinking = Sequence[gb5749.Limit]
Surface = Sequence[gb3838.Limit]


class Kept(NamedTuple):
    """The kind of water and its limits; see stations.model."""

    water: Literal["tap", "plant", "river", "lake"]
    small: bool
    target: int | None
    drinking: Drinking
    surface: Surface


class Made(NamedTuple):
    means: dict[str, float | None]
    had: dict[str, int]
    quality: int | None
    over: tuple[Over, ...]
    verified: bool
    articles: tuple[str, ...]


def made(points: Iterable[Point], kept: Kept, day: date) -> Made:
    """Arithmetic means of everything that was measured and not flagged."""
    said: dict[str, list[Fraction]] = {}
    for point in ordered(points):
        for name, value in point.measures.items():
            known = measured(value) if counts(name) else None
            if known is not None:
                said.setdefault(name, []).append(known)
    means = {name: sum(all_, Fraction(0)) / len(all_) for name, all_ in said.items()}
    of = judged(means, kept, day)
    shown: dict[str, float | None] = {name: float(mean) for name, mean in means.items()}
    had = {name: len(all_) for name, all_ in said.items()}
    return Made(shown, had, of.quality, of.over, of.verified, of.articles)


class Judged(NamedTuple):
    """`over` are all measures beyond their limits, the worst first; `well` those that were measured
    and are within them. Of a measure in neither nothing is known.
    """

    over: tuple[Over, ...]
    well: tuple[str, ...]
    quality: int | None
    verified: bool
    articles: tuple[str, ...]


def judged(measures: Mapping[str, Fraction | float], kept: Kept, day: date) -> Judged:
    if kept.water == "tap" or kept.water == "plant":
        water = gb5749.judge(measures, kept.water, kept.drinking, day, small=kept.small)
        articles = dict.fromkeys(one.limit.article for one in water.judged)
        over = tuple(_drunk(one, measures) for one in water.failing)
        well = tuple(one.measure for one in water.judged if one.outcome == "ok")
        return Judged(over, well, None, water.verified, tuple(articles))
    found = gb3838.classify(measures, kept.water, kept.surface, day)
    rows = {row.measure: row for row in kept.surface if row.holds(day) and _is_of(row, kept)}
    articles = dict.fromkeys(rows[name].article for name in found.items)
    target, items = kept.target or gb3838.WORST, found.items
    worse = sorted((name for name in items if items[name] > target), key=lambda name: -items[name])
    over = tuple(_surface(rows[name], measures, kept) for name in worse)
    well = tuple(name for name in items if items[name] <= target)
    return Judged(over, well, found.number, found.verified, tuple(articles))


def _is_of(row: gb3838.Limit, kept: Kept) -> bool:
    return row.water in (None, kept.water)


def _drunk(one: gb5749.Judged, measures: Mapping[str, Fraction | float]) -> Over:
    limit = one.limit.least if one.outcome == "low" else one.limit.most
    return _over(one.limit, float(measures[one.measure]), float(limit or 0))


def _surface(row: gb3838.Limit, measures: Mapping[str, Fraction | float], kept: Kept) -> Over:
    value = float(measures[row.measure])
    if row.compare == "within":
        least, most = map(float, row.values)
        return _over(row, value, least if value < least else most)
    return _over(row, value, float(row.values[(kept.target or gb3838.WORST - 1) - 1]))


def _over(row: gb5749.Limit | gb3838.Limit, value: float, limit: float) -> Over:
    said: dict[str, Any] = {"row": row.id, "article": row.article, "verified": row.verified}
    return Over(key="water", measure=row.measure, value=value, limit=limit, **said)
