"""For how long an alarm of a person's device is remembered, with what was measured of him."""

from datetime import datetime

from functions.devices.known import NUMBERS
from linli import clock
from linli.store import Page

from .model import Alarm

KEPT = NUMBERS["personal-alarm-kept"].span


def expires(alarm: Alarm) -> datetime | None:
    """In real time; None while it is open."""
    end = _end(alarm)
    return end and end - clock.offset(alarm.community)


def remembered(page: Page[Alarm]) -> Page[Alarm]:
    """Without those whose time is over: it may be a while until they are gone."""
    items = [(one, _end(one)) for one in page.items]
    known = [one for one, end in items if end is None or clock.now(one.community) < end]
    return Page(known, page.next)


def _end(alarm: Alarm) -> datetime | None:
    over = alarm.said if alarm.withdrawn else alarm.ended_at
    return over and over + KEPT(over)
