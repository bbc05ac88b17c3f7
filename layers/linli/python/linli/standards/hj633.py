"""HJ 633, of 2012 and 2026: the index of the air, by the rows of the day that was measured. Pure.

A concentration is rounded, its index interpolated and rounded up. The highest is the AQI; what was
not measured is not in it and is named in `missing`, for it might be higher. Not done here: of an
ozone over 800 the standard of 2012 wants the index of one hour; it counts as missing.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import ceil
from typing import Annotated, Literal, NamedTuple, Self

from pydantic import Field, model_validator

from linli.model import Fact
from linli.standards.data import (
    Number,
    Row,
    Words,
    all_verified,
    articles,
    in_force,
    measured,
    rounded,
)

Pollutant = Literal["pm2_5", "pm10", "so2", "no2", "co", "o3"]
Mean = Literal["1h", "8h", "24h"]
POLLUTANTS: tuple[Pollutant, ...] = ("pm2_5", "pm10", "so2", "no2", "co", "o3")
GOOD, HELD = 50, 100  # above: what is worst is named; the limit is exceeded
REFERENCE = Words("参考值", "reference value")  # of a station that the state does not control


class Breakpoints(Row):
    """A row of rules/hj633_breakpoints.yaml. `beyond` the last one its index stays, or there is
    none.
    """

    pollutant: Pollutant
    mean: Mean
    unit: str
    digits: Annotated[int, Field(ge=0, le=3)] = 0
    at: Annotated[tuple[Decimal, ...], Field(min_length=1)]
    iaqi: tuple[int, ...]
    beyond: Literal["last", "none"] = "last"

    @model_validator(mode="after")
    def _rises(self) -> Self:
        steps: tuple[tuple[Decimal | int, ...], ...] = (0, *self.at), (0, *self.iaqi)
        rises = all(below < above for one in steps for below, above in pairwise(one))
        if len(self.at) != len(self.iaqi) or not rises:
            raise ValueError(f"{self.id} does not rise")
        return self


class Level(Row):
    """A row of rules/hj633_levels.yaml: up to which index, and in which colour it is shown."""

    level: Annotated[int, Field(ge=1, le=6)]
    upto: int
    zh: str
    en: str
    colour: str
    colour_zh: str


class Advice(Row):
    """A row of rules/hj633_advice.yaml: what it does to health, and what people should do."""

    level: Annotated[int, Field(ge=1, le=6)]
    effect_zh: str
    effect_en: str
    zh: str
    en: str


class Tables(NamedTuple):
    breakpoints: tuple[Breakpoints, ...]
    levels: tuple[Level, ...]
    advice: tuple[Advice, ...]


class Index(Fact):
    """`primary` is 首要污染物, `exceeded` 超标. None is not known. `verified` is of the numbers;
    advice has its own.
    """

    aqi: int | None
    level: Level | None
    advice: Advice | None
    iaqi: dict[Pollutant, int | None]
    primary: tuple[Pollutant, ...]
    exceeded: tuple[Pollutant, ...]
    missing: tuple[Pollutant, ...]
    reference: bool
    verified: bool
    articles: tuple[str, ...]


Said = Mapping[Pollutant, Number | None]


def hourly(means: Said, tables: Tables, day: date, *, controlled: bool = False) -> Index:
    """Of means of one hour; `day` is that on which the hour began."""
    return _index(means, dict.fromkeys(POLLUTANTS, "1h"), tables, day, controlled)


def daily(means: Said, tables: Tables, day: date, *, controlled: bool = False) -> Index:
    """Of means of 24 hours, and of ozone the highest of eight (gb3095)."""
    by: dict[Pollutant, Mean] = {**dict.fromkeys(POLLUTANTS, "24h"), "o3": "8h"}
    return _index(means, by, tables, day, controlled)


def iaqi(value: Number | None, row: Breakpoints) -> int | None:
    said = measured(value)
    if said is None:
        return None
    shown = Fraction(rounded(said, row.digits))
    steps = pairwise(zip((Decimal(0), *row.at), (0, *row.iaqi), strict=True))
    for (below, low), (above, high) in steps:
        if shown <= above:
            return low + ceil((high - low) * (shown - Fraction(below)) / Fraction(above - below))
    return row.iaqi[-1] if row.beyond == "last" else None


def _index(
    means: Said, by: Mapping[Pollutant, Mean], tables: Tables, day: date, controlled: bool
) -> Index:
    held = in_force(tables.breakpoints, day)
    rows = {row.pollutant: row for row in held if row.mean == by[row.pollutant]}
    each = {one: iaqi(means.get(one), rows[one]) for one in POLLUTANTS if one in rows}
    known = {one: index for one, index in each.items() if index is not None}
    aqi = max(known.values(), default=None)
    level = _level(aqi, in_force(tables.levels, day))
    used: list[Row] = [*(rows[one] for one in known), *([level] if level else [])]
    return Index(
        aqi=aqi,
        level=level,
        advice=_advice(level, in_force(tables.advice, day)),
        iaqi={one: each.get(one) for one in POLLUTANTS},
        primary=tuple(one for one, index in known.items() if index == aqi and index > GOOD),
        exceeded=tuple(one for one, index in known.items() if index > HELD),
        missing=tuple(one for one in POLLUTANTS if one not in known),
        reference=not controlled,
        verified=bool(used) and all_verified(used),
        articles=articles(used),
    )


def _level(aqi: int | None, levels: Iterable[Level]) -> Level | None:
    above = [level for level in levels if aqi is not None and aqi <= level.upto]
    return min(above, key=lambda level: level.upto, default=None)


def _advice(level: Level | None, rows: Iterable[Advice]) -> Advice | None:
    return next((row for row in rows if level and row.level == level.level), None)
