"""Values of air: hours from minutes, days from hours. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from fractions import Fraction
from typing import Any, NamedTuple

from linli.aggregates.folding import HOUR, MINUTE
from linli.points import Point, ordered
from linli.standards import gb3095, hj633
from linli.standards.data import exact, in_force, measured
from linli.standards.hj633 import HELD, POLLUTANTS, Pollutant
from linli.wall import local_day

from .model import Air, Over, Value

HOURS = 24
Means = Mapping[Pollutant, gb3095.Mean]
Rows = Sequence[gb3095.Validity]


class Made(NamedTuple):
    means: dict[str, float | None]
    had: dict[str, int]
    air: Air
    over: tuple[Over, ...]
    verified: bool
    articles: tuple[str, ...]


def hour(
    begins: datetime,
    points: Iterable[Point],
    rows: Rows,
    tables: hj633.Tables,
    *,
    controlled: bool,
) -> Made:
    day, points = local_day(begins), ordered(points)
    means = {one: gb3095.hour(minutes(one, begins, points), rows, day) for one in POLLUTANTS}
    index = hj633.hourly(_values(means), tables, day, controlled=controlled)
    return _made(means, index, tables, day)


def day(
    of: date,
    hours: Sequence[Mapping[str, float | None]],
    rows: Rows,
    tables: hj633.Tables,
    *,
    controlled: bool,
) -> Made:
    """`hours` are the means of its 24 hours in order, empty if there are none."""
    each = {one: [exact(hour.get(one)) for hour in hours] for one in POLLUTANTS}
    means = {one: gb3095.day(each[one], rows, of) for one in POLLUTANTS}
    means["o3"] = gb3095.ozone_day(each["o3"], rows, of)
    index = hj633.daily(_values(means), tables, of, controlled=controlled)
    return _made(means, index, tables, of)


def alone(hour: Value, tables: hj633.Tables) -> Iterator[tuple[Pollutant, Value]]:
    """An exceeded hour as each of its pollutants would have made it without the others."""
    means = {one: hour.means.get(one) for one in POLLUTANTS}
    index_of = hj633.hourly(means, tables, local_day(hour.begins)).iaqi
    for one, index in index_of.items():
        if index is not None:
            over = tuple(over.model_copy(update={"value": index}) for over in hour.over)
            yield one, hour.model_copy(update={"over": over})


def minutes(
    pollutant: Pollutant, begins: datetime, points: Iterable[Point]
) -> list[Fraction | None]:
    """The mean of each minute; None if nothing was measured, or a negative value."""
    said: dict[int, list[Fraction]] = defaultdict(list)
    for point in points:
        value = measured(point.measures.get(pollutant))
        if value is not None:
            said[(point.at - begins) // MINUTE].append(value)
    count = HOUR // MINUTE
    return [sum(said[n]) / Fraction(len(said[n])) if said[n] else None for n in range(count)]


def _values(means: Means) -> dict[Pollutant, Fraction | None]:
    return {one: mean.value for one, mean in means.items()}


def _made(means: Means, index: hj633.Index, tables: hj633.Tables, day: date) -> Made:
    known = [mean for mean in means.values() if mean.value is not None]
    verified = index.verified and all(mean.verified for mean in known)
    articles = dict.fromkeys((*index.articles, *(mean.article for mean in known)))
    return Made(
        {one: None if mean.value is None else float(mean.value) for one, mean in means.items()},
        {one: mean.had for one, mean in means.items()},
        Air(level=index.level.level if index.level else None, **index.model_dump(include=SAME)),
        _over(index, tables, day),
        verified,
        tuple(articles),
    )


SAME = {"aqi", "primary", "exceeded", "missing"}


def _over(index: hj633.Index, tables: hj633.Tables, day: date) -> tuple[Over, ...]:
    if index.aqi is None or index.aqi <= HELD or index.level is None:
        return ()
    level = index.level
    below = max(row.upto for row in in_force(tables.levels, day) if row.upto <= HELD)
    said: dict[str, Any] = {"row": level.id, "article": level.article, "verified": level.verified}
    return (Over(key="aqi", measure="aqi", value=index.aqi, limit=below, **said),)
