"""The hours that people keep, by the clock on the wall, which is the same in all of China. Pure."""

from calendar import monthrange
from datetime import date, time, timedelta, timezone
from typing import Annotated

from pydantic import AfterValidator, WithJsonSchema

CHINA = timezone(timedelta(hours=8))  # and so are the days on which rules are in force
PATTERN = r"^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?$"


def _of_the_wall(at: time) -> time:
    if at.tzinfo:
        raise ValueError("the wall knows no other clock")
    return at


# JSON Schema's own `time` names an offset, which there is none of
Hour = Annotated[
    time, AfterValidator(_of_the_wall), WithJsonSchema({"type": "string", "pattern": PATTERN})
]


def months_later(day: date, months: int) -> date:
    """The same day of another month, or its last one where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
