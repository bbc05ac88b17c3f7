"""Quiet hours, by the clock on the wall. Pure: time comes in as an argument."""

from datetime import datetime, time, timedelta

from linli.wall import CHINA

from .model import Quiet

MORNING = time(7)  # of whoever wants no quiet hours


def is_quiet(quiet: Quiet | None, now: datetime) -> bool:
    """Hours that end no later than they begin end on the next day; equal ones are none."""
    if quiet is None or quiet.start == quiet.until:
        return False
    at = now.astimezone(CHINA).time()
    if quiet.start < quiet.until:
        return quiet.start <= at < quiet.until
    return at >= quiet.start or at < quiet.until


def morning(quiet: Quiet | None, now: datetime) -> datetime:
    """When quiet hours end next, also for whom they have not begun, or who has none."""
    here = now.astimezone(CHINA)
    end = datetime.combine(here.date(), quiet.until if quiet else MORNING, CHINA)
    return end if end > here else end + timedelta(days=1)
