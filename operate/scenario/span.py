"""By how much a clock is moved: `20 minutes`, `3 days`, `20 working days`, `to 03:00`."""

from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import yaml

LOCAL = ZoneInfo("Asia/Shanghai")
NONE = timedelta()
UNITS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 604800}


class UnknownYear(Exception):
    """The holidays of that year are not published yet, so its working days are unknown."""


def ahead(span: str) -> timedelta:
    """`-25 hours` and the like, of plain units only."""
    count, unit = span.split(" ", 1)
    return timedelta(seconds=float(count) * UNITS[unit.removesuffix("s")])


def forward(span: str, now: datetime) -> timedelta:
    count, unit = span.split(" ", 1)
    if count == "to":
        return _to(time.fromisoformat(unit), now.astimezone(LOCAL))
    if unit.removesuffix("s") != "working day":
        return ahead(span)
    return _working(int(float(count)), now.astimezone(LOCAL).date())


def _to(wall: time, here: datetime) -> timedelta:
    """Until the next time that the local clock shows it."""
    then = datetime.combine(here.date(), wall, LOCAL)
    return (then if then > here else then + timedelta(days=1)) - here


def _working(count: int, today: date) -> timedelta:
    """Until the same hour of the `count`-th working day after today."""
    day = today
    while count:
        day += timedelta(days=1)
        count -= _works(day)
    return day - today


def _works(day: date) -> bool:
    year = _years().get(day.year)
    if year is None:
        raise UnknownYear(f"the holidays of {day.year} are not in operate/scenario/holidays.yaml")
    if day in year["work"]:
        return True
    return day.weekday() < 5 and day not in year["off"]


@cache
def _years() -> dict[int, dict[str, list[date]]]:
    text = Path(__file__).with_name("holidays.yaml").read_text(encoding="utf-8")
    return {
        year: {kind: [day for span in spans for day in _days(span)] for kind, spans in row.items()}
        for year, row in yaml.safe_load(text)["years"].items()
    }


def _days(span: list[date]) -> list[date]:
    first, last = span[0], span[-1]
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]
