"""Quiet hours, in local time. Pure: time comes in as an argument."""

from datetime import datetime, time, timedelta

from linli.wall import CHINA

from .model import Quiet

MORNING = time(7)  # for people without quiet hours


def is_quiet(quiet: Quiet | None, now: datetime) -> bool:
    """Hours that do not end after they begin end on the next day; equal ones mean none."""
    if quiet is None or quiet.start == quiet.until:
        return False
    at = now.astimezone(CHINA).time()
    if quiet.start < quiet.until:
        return quiet.start <= at < quiet.until
    return at >= quiet.start or at < quiet.until


def morning(quiet: Quiet | None, now: datetime) -> datetime:
    """The next end of quiet hours, also if they have not begun, or there are none."""
    here = now.astimezone(CHINA)
    end = datetime.combine(here.date(), quiet.until if quiet else MORNING, CHINA)
    return end if end > here else end + timedelta(days=1)
