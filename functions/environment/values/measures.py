"""The measures of a station in words, and their limits there."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel

from functions.environment.known import DRINKING, NOISE, SURFACE
from functions.environment.model import StationKind
from functions.environment.stations.model import Station
from linli.standards import gb3838, gb5749
from linli.standards.data import Row, in_force
from linli.standards.hj633 import POLLUTANTS
from linli.texts import say

from .noise import NAMES as LEVELS

TENTHS = ("co", *LEVELS)
TOLD = ("leq", "lmax")  # measures with cases, which screens have words for
FINE = 2  # digits of all others


class Limit(BaseModel):
    """A bound, `least` or `most`; for noise in a `period`."""

    bound: Literal["least", "most"]
    value: float
    period: Literal["day", "night"] | None = None
    article: str
    verified: bool


class Measure(BaseModel):
    """`digits` are the decimals worth showing."""

    id: str
    zh: str
    en: str
    unit: str
    digits: int
    limits: tuple[Limit, ...] = ()


def measures(station: Station, day: date) -> list[Measure]:
    """In order of display; for water, everything with a limit there."""
    if station.kind == StationKind.AIR:
        return [_named(one) for one in POLLUTANTS]
    if station.kind == StationKind.NOISE:
        return [_named(one, _noise(station, one, day)) for one in LEVELS]
    return [_of_row(row, _water(station, row)) for row in _rows(station, day)]


def _named(measure: str, limits: Iterable[Limit] = ()) -> Measure:
    key = f"{'measure' if measure in TOLD else 'value'}-{measure}"
    zh, en = (say("environment", key, language) for language in ("zh", "en"))
    unit = "dB(A)" if measure in LEVELS else "mg/m³" if measure == "co" else "µg/m³"
    digits, known = int(measure in TENTHS), tuple(limits)
    return Measure(id=measure, zh=zh, en=en, unit=unit, digits=digits, limits=known)


def _of_row(row: gb5749.Limit | gb3838.Limit, limits: Iterable[Limit]) -> Measure:
    return Measure(
        id=row.measure, zh=row.zh, en=row.en, unit=row.unit, digits=FINE, limits=tuple(limits)
    )


def _noise(station: Station, measure: str, day: date) -> Iterator[Limit]:
    for row in in_force(NOISE, day):
        if (row.zone, row.measure) == (station.zone, measure):
            yield _limit(row, "most", row.value).model_copy(update={"period": row.period})


def _rows(station: Station, day: date) -> list[gb5749.Limit] | list[gb3838.Limit]:
    if station.water == "tap" or station.water == "plant":
        return gb5749.held(DRINKING, station.water, day, small=station.small)
    return [row for row in in_force(SURFACE, day) if row.water in (None, station.water)]


def _water(station: Station, row: gb5749.Limit | gb3838.Limit) -> Iterator[Limit]:
    least: Decimal | None
    most: Decimal | None
    if isinstance(row, gb5749.Limit):
        least, most = row.least, row.most
    elif row.compare == "within":
        least, most = row.values
    else:
        own = row.values[(station.target or len(row.values)) - 1]
        least, most = (own, None) if row.compare == "ge" else (None, own)
    if least is not None:
        yield _limit(row, "least", least)
    if most is not None:
        yield _limit(row, "most", most)


def _limit(row: Row, bound: Literal["least", "most"], value: Decimal) -> Limit:
    return Limit(bound=bound, value=float(value), article=row.article, verified=row.verified)
