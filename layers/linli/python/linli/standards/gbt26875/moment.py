"""Six bytes of a moment: second, minute, hour, day, month, year, by the wall clock of China."""

from datetime import datetime

from linli.standards.malformed import WrongTime
from linli.wall import CHINA

LENGTH, CENTURY = 6, 2000
LAST = 99  # of a century


def read(said: bytes) -> datetime:
    second, minute, hour, day, month, year = said
    if year > LAST:
        raise WrongTime(f"year {year}")
    try:
        return datetime(CENTURY + year, month, day, hour, minute, second, tzinfo=CHINA)
    except ValueError as error:
        raise WrongTime(str(error)) from None


def write(at: datetime) -> bytes:
    """What is less than a second is cut off."""
    wall = at.astimezone(CHINA)
    if not 0 <= wall.year - CENTURY <= LAST:
        raise WrongTime(f"year {wall.year}")
    parts = wall.second, wall.minute, wall.hour, wall.day, wall.month, wall.year - CENTURY
    return bytes(parts)
