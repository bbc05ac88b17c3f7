"""Moments by the wall clock of China: of a message to the millisecond, of data to the second."""

import re
from datetime import datetime

from linli.standards.malformed import WrongTime
from linli.wall import CHINA

SECONDS, MILLISECONDS = 14, 17  # digits
FORM = "%Y%m%d%H%M%S"


def read(said: str, digits: int) -> datetime:
    if not re.fullmatch(rf"[0-9]{{{digits}}}", said):
        raise WrongTime(f"{digits} digits")
    try:
        at = datetime.strptime(said[:SECONDS], FORM).replace(tzinfo=CHINA)
    except ValueError as error:
        raise WrongTime(str(error)) from None
    return at.replace(microsecond=int(said[SECONDS:] or 0) * 1000)


def write(at: datetime) -> str:
    wall = at.astimezone(CHINA)
    return f"{wall.year:04}{wall:%m%d%H%M%S}{wall.microsecond // 1000:03}"


def cut(at: datetime) -> datetime:
    return at.replace(microsecond=at.microsecond // 1000 * 1000)
