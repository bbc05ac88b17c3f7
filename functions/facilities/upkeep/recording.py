"""What a record of work means for its duty, and who must confirm it. Pure."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from functions.facilities.assets import rules as assets_rules
from functions.facilities.assets.model import Asset
from linli.errors import Invalid, Refused
from linli.wall import local_day

from .model import Maintenance, Record, Row, Upkeep
from .rules import noted, of_kind, reckon

SKEW = timedelta(minutes=1)  # of a clock, tolerated


def waits(row: Row, duty: Upkeep, body: Maintenance) -> bool:
    """Four-eyes principle: whatever releases an asset for use, or ends a hazard, takes two
    people.
    """
    return body.result != "unqualified" and (row.what == "inspect" or duty.overdue)


def entered(row: Row, duty: Upkeep, body: Maintenance, now: datetime) -> None:
    """Refuse records from the future, inspections without result or next date, and records that
    need confirmation but have no photograph.
    """
    if body.done_at > now + SKEW:
        raise Invalid("not-done-yet", "/body/done_at")
    inspected = row.what == "inspect"
    if (body.result is None) is inspected:
        raise Invalid("result-needed" if inspected else "no-result", "/body/result")
    if (body.next_due is None) is (body.result == "qualified"):
        needed = body.result == "qualified"
        raise Invalid("next-due-needed" if needed else "no-next-due", "/body/next_due")
    if (inspected or waits(row, duty, body)) and not (body.report or body.photos):
        raise Invalid("report-needed", "/body/report")
    if body.next_due and not assets_rules.is_day(body.next_due):
        raise Invalid("not-a-day", "/body/next_due")
    if body.next_due and body.next_due <= local_day(body.done_at):
        raise Invalid("dates-out-of-order", "/body/next_due")


def is_newest(duty: Upkeep, done_at: datetime) -> bool:
    """By exact time: a test passed in the morning says nothing about the afternoon."""
    if duty.last_at:
        return done_at >= duty.last_at
    return duty.last_done is None or local_day(done_at) >= duty.last_done


def waiting(duty: Upkeep, row: Row, record: Record) -> Upkeep:
    """Recorded, but it does not count yet."""
    new = {"waiting": record.id, "waiting_since": record.entered_at, "asked": False}
    return noted(duty, row, **new)


def confirmed(record: Record, by: str, note: str, now: datetime) -> Record:
    """Only by another person than the author; a repeat by the same person changes nothing."""
    if by == record.entered_by:
        raise Refused("own-record", status=403)
    if not record.waits and record.confirmed_by != by:
        raise Refused("nothing-to-confirm")
    said = {"waits": False, "confirmed_by": by, "confirmed_at": now, "confirmed_note": note}
    return record.model_copy(update=said) if record.waits else record


def counting_too(rows: Iterable[Row], row: Row, record: Record, now: datetime) -> list[Row]:
    """Other rules of the kind that the record counts for; a failed inspection counts for none."""
    known = () if record.result == "unqualified" else of_kind(rows, row.kind, now)
    return [one for one in known if one.or_by == row.id]


def counted(duty: Upkeep, row: Row, asset: Asset, record: Record, now: datetime) -> Upkeep:
    """A record older than the last one is kept without effect."""
    if record.id == duty.waiting:
        duty = duty.model_copy(update={"waiting": None, "waiting_since": None})
    if not is_newest(duty, record.done_at):
        return reckon(duty, row, asset, now)
    failed = record.result == "unqualified"
    new: dict[str, Any] = {"last_done": local_day(record.done_at), "last_at": record.done_at}
    new |= {"done_by": record.by, "failed": failed}
    return reckon(duty.model_copy(update={**new, "owed": failed}), row, asset, now)
