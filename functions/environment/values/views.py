"""What the routes of values answer."""

import csv
import io
from collections.abc import Iterable

from pydantic import AwareDatetime, BaseModel

from functions.environment.known import AIR
from functions.environment.stations.model import Station
from linli.standards.data import in_force
from linli.standards.hj633 import REFERENCE
from linli.wall import CHINA

from .model import Value

CSV = "text/csv"
HEAD = ("begins", "ends", "measure", "value", "had", "unit", "aqi", "level", "primary", "reference")
UNITS = {
    **dict.fromkeys(("pm2_5", "pm10", "so2", "no2", "o3"), "µg/m³"),
    "co": "mg/m³",
    **dict.fromkeys(("leq", "l10", "l50", "l90", "lmax"), "dB(A)"),
}


class Stations(BaseModel):
    """`next` is the `after` to ask for the rest with."""

    items: list[Station]
    next: str | None


class ValueHistory(BaseModel):
    """`next` is the `from` to ask for the rest with."""

    items: list[Value]
    next: AwareDatetime | None


class Words(BaseModel):
    zh: str
    en: str


class AirLevel(Words):
    """A level of the index, in words; `colour` is that of HJ 633, and of no warning."""

    level: int
    colour: str
    colour_zh: str
    verified: bool


class AirAdvice(Words):
    """What it does to health, and what people should do."""

    effect_zh: str
    effect_en: str
    article: str
    verified: bool


class Index(BaseModel):
    """The latest hour of a station of air. `reference` says in words that it is a 参考值."""

    station: Station
    hour: Value
    level: AirLevel | None
    advice: AirAdvice | None
    reference: Words | None


class Indexes(BaseModel):
    items: list[Index]
    next: str | None


def index(station: Station, hour: Value) -> Index:
    number, day = hour.air and hour.air.level, hour.begins.astimezone(CHINA).date()
    level = next((row for row in in_force(AIR.levels, day) if row.level == number), None)
    advice = next((row for row in in_force(AIR.advice, day) if row.level == number), None)
    return Index(
        station=station,
        hour=hour,
        level=AirLevel(**level.model_dump(), verified=level.verified) if level else None,
        advice=AirAdvice(**advice.model_dump(), verified=advice.verified) if advice else None,
        reference=Words(**REFERENCE._asdict()) if hour.reference else None,
    )


def table(values: Iterable[Value]) -> str:
    """A line for each measure; of names and words of people there is nothing in it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEAD)
    for one in values:
        for measure, value in one.means.items():
            writer.writerow(_line(one, measure, value))
    return out.getvalue()


def _line(one: Value, measure: str, value: float | None) -> list[object]:
    when = [at.astimezone(CHINA).isoformat() for at in (one.begins, one.ends)]
    said = ["" if value is None else value, one.had.get(measure, ""), UNITS.get(measure, "")]
    if one.air is None:
        return [*when, measure, *said, "", "", "", ""]
    known = ["" if n is None else n for n in (one.air.aqi, one.air.level)]
    return [*when, measure, *said, *known, " ".join(one.air.primary), int(one.reference)]
