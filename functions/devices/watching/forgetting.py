"""Retention of alarms of personal devices and their values: for a time after the alarm's end, and
no longer than the agreement lasts.
"""

from contextlib import suppress
from datetime import UTC, datetime

from functions.devices.known import NUMBERS, TOLD
from functions.devices.model import UNSAID
from linli import clock
from linli.errors import Conflict
from linli.store import Page, commit

from . import news, store
from .model import Alarm

KEPT = NUMBERS["personal-alarm-kept"].span


def expires(alarm: Alarm) -> datetime | None:
    """Expiry in real time; None while it is open."""
    end = _end(alarm)
    return end and clock.real(end, alarm.community)


def remembered(page: Page[Alarm]) -> Page[Alarm]:
    """Without expired ones, which DynamoDB may delete later."""
    items = [(one, _end(one)) for one in page.items]
    known = [one for one, end in items if end is None or clock.now(one.community) < end]
    return Page(known, page.next)


def forget(device_id: str, most: int) -> int:
    """Remove the values from alarms of an ended device; returns how many. Their rows expire once
    all events are published. One changed meanwhile is tried again.
    """
    gone, after = 0, ""
    while gone < most:
        page = store.alarms(device_id, after)
        said = [one for one in page.items if one.measure != UNSAID]
        for one in said:
            with suppress(Conflict):
                bare = news.Changed(news.bare(one))
                commit(store.keep_alarm(bare, datetime.now(UTC) + TOLD))
        gone += len(said)
        if page.next is None:
            break
        after = page.next
    return gone


def _end(alarm: Alarm) -> datetime | None:
    over = alarm.said if alarm.withdrawn else alarm.ended_at
    return over and over + KEPT(over)
