"""Local days and times of day, which are the same everywhere in China (UTC+8). Pure."""

from calendar import monthrange
from datetime import date, datetime, time, timedelta, timezone
from typing import Annotated

from pydantic import AfterValidator, WithJsonSchema

CHINA = timezone(timedelta(hours=8))  # also the days on which rules take effect
PATTERN = r"^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?$"


def _of_the_wall(at: time) -> time:
    if at.tzinfo:
        raise ValueError("the wall knows no other clock")
    return at


# JSON Schema's `time` format requires an offset, which local times do not have
Hour = Annotated[
    time, AfterValidator(_of_the_wall), WithJsonSchema({"type": "string", "pattern": PATTERN})
]


def local_day(at: datetime) -> date:
    return at.astimezone(CHINA).date()


def months_later(day: date, months: int) -> date:
    """The same day in another month, or that month's last day if it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
