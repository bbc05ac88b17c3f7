"""Responses of the routes of values."""

from collections.abc import Iterable

from pydantic import AwareDatetime, BaseModel

from functions.environment.known import AIR
from functions.environment.stations.model import Station
from linli import spreadsheet
from linli.standards.data import in_force
from linli.standards.gb3838 import CLASSES
from linli.standards.hj633 import REFERENCE
from linli.wall import CHINA, local_day

from .measures import measures
from .model import Value

CSV = "text/csv"
HEAD = ("begins", "ends", "measure", "value", "had", "unit", "aqi", "level", "primary", "reference")
DIGITS = 3  # in a table; JSON has all


class ValueHistory(BaseModel):
    """`next` is the `from` of the next page."""

    items: list[Value]
    next: AwareDatetime | None


class Words(BaseModel):
    zh: str
    en: str


class AirLevel(Words):
    """A level of the index in words; `colour` is that of HJ 633, not that of a warning."""

    level: int
    colour: str
    colour_zh: str
    verified: bool


class AirAdvice(Words):
    """Effects on health, and advice."""

    effect_zh: str
    effect_en: str
    article: str
    verified: bool


class Index(BaseModel):
    """The latest hour of an air station. `reference` marks a reference value (参考值)."""

    station: Station
    hour: Value
    level: AirLevel | None
    advice: AirAdvice | None
    reference: Words | None


class Indexes(BaseModel):
    items: list[Index]
    next: str | None


def index(station: Station, hour: Value) -> Index:
    return Index(
        station=station,
        hour=hour,
        level=level(hour),
        advice=advice(hour),
        reference=reference(station),
    )


def level(hour: Value) -> AirLevel | None:
    number, day = hour.air and hour.air.level, local_day(hour.begins)
    row = next((row for row in in_force(AIR.levels, day) if row.level == number), None)
    return AirLevel(**row.model_dump(), verified=row.verified) if row else None


def advice(hour: Value) -> AirAdvice | None:
    number, day = hour.air and hour.air.level, local_day(hour.begins)
    row = next((row for row in in_force(AIR.advice, day) if row.level == number), None)
    return AirAdvice(**row.model_dump(), verified=row.verified) if row else None


def quality(hour: Value) -> Words | None:
    """The class of surface water."""
    return Words(**CLASSES[hour.quality]._asdict()) if hour.quality else None


def reference(station: Station) -> Words | None:
    return None if station.controlled else Words(**REFERENCE._asdict())


def table(station: Station, values: Iterable[Value]) -> str:
    """One line per measure."""
    lines = (_line(station, one, *each) for one in values for each in one.means.items())
    return spreadsheet.written(HEAD, lines)


def _line(station: Station, one: Value, measure: str, value: float | None) -> list[object]:
    when = [at.astimezone(CHINA).isoformat() for at in (one.begins, one.ends)]
    units = {known.id: known.unit for known in measures(station, local_day(one.begins))}
    said = [measure, _blank(value), one.had.get(measure, ""), units.get(measure, "")]
    air = [_blank(one.air.aqi), _blank(one.air.level), " ".join(one.air.primary)] if one.air else []
    return [*when, *said, *(air or [""] * 3), int(one.reference)]


def _blank(value: float | None) -> object:
    return "" if value is None else round(value, DIGITS)
