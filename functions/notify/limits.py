"""The rows of rules/ in force at a time. Pure."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Literal, TypeVar

from events.notify import Urgency

from .model import Quiet, Row, Rules, Wishes

R = TypeVar("R", bound=Row)


def in_force(rows: Iterable[R], now: datetime) -> list[R]:
    return [row for row in rows if row.in_force(now)]


def number(
    rules: Rules, what: Literal["rate", "expiry", "kept"], urgency: Urgency | None, now: datetime
) -> int | None:
    """None if no row sets a limit."""
    for row in in_force(rules.limits, now):
        if (row.what, row.urgency) == (what, urgency):
            return row.value
    return None


def kept_until(rules: Rules, at: datetime) -> datetime:
    """Until when the inbox keeps a notice of that time."""
    return at + timedelta(days=number(rules, "kept", None, at) or 180)


def usual(rules: Rules, now: datetime) -> Wishes:
    """The default preferences."""
    rows = in_force(rules.quiet, now)
    return Wishes(quiet=Quiet(start=rows[0].start, until=rows[0].until) if rows else None)
