"""When a duty is due, when it is late, and what it means that it was done. Pure."""

import hashlib
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from events.facilities import UpkeepOverdue
from events.notify import NoticeAsked
from functions.facilities.assets.model import Asset
from functions.facilities.model import Kind
from linli.errors import Invalid
from linli.notices import asked
from linli.wall import CHINA, months_later

from .model import Maintenance, Row, Span, Stage, Upkeep

SKEW = timedelta(minutes=1)  # of a clock
ONE = timedelta(days=1)


def later(day: date, span: Span) -> date:
    return months_later(day, span.months) if span.months else day + _days(span)


def earlier(day: date, span: Span) -> date:
    return months_later(day, -span.months) if span.months else day - _days(span)


def of_kind(rows: Iterable[Row], kind: Kind, now: datetime) -> list[Row]:
    """Those that an asset of the kind is held to; of each id the newest in force."""
    found: dict[str, Row] = {}
    for row in sorted(rows, key=lambda one: one.effective_from):
        if row.kind == kind and row.in_force(now):
            found[row.id] = row
    return list(found.values())


def begun(row: Row, asset: Asset, now: datetime) -> Upkeep:
    """Nothing is known of before: the first one counts from now, or from its being installed."""
    return Upkeep(
        id=_digest(f"{asset.id}|{row.id}"),
        asset_id=asset.id,
        community=asset.community,
        kind=asset.kind,
        row=row.id,
        what=row.what,
        begun=max(_day(now), asset.installed or date.min),
    )


def reckon(duty: Upkeep, row: Row | None, asset: Asset, now: datetime) -> Upkeep:
    """The duty as its row and its asset say now; what is late no more is not overdue any more."""
    due = _due(duty, row, asset) if row else duty.due
    idle = row is None or asset.state != "in_use"
    known: dict[str, Any] = {"due": due, "idle": idle, "grid": asset.grid}
    if due != duty.due:
        known["reminded"] = False
    after = duty.model_copy(update=known)
    overdue = duty.overdue and is_late(after, now)
    hazard_id = duty.hazard_id if overdue else None
    after = after.model_copy(update={"overdue": overdue, "hazard_id": hazard_id})
    return after.model_copy(update={"look_at": _look_at(after, row)})


def is_late(duty: Upkeep, now: datetime) -> bool:
    """The last day on which it was in time is over, on the wall."""
    return not duty.idle and duty.due is not None and _day(now) > duty.due


def is_soon(duty: Upkeep, row: Row, now: datetime) -> bool:
    if duty.idle or duty.due is None:
        return False
    return _day(now) >= earlier(duty.due, row.warn_before)


def stage(duty: Upkeep, row: Row, now: datetime) -> Stage:
    if is_late(duty, now):
        return "overdue"
    return "due-soon" if is_soon(duty, row, now) else "planned"


def late(
    duty: Upkeep, row: Row, hazard_id: str, managers: Iterable[str], now: datetime
) -> tuple[Upkeep, list[UpkeepOverdue | NoticeAsked]]:
    """Said once; what comes after that is the ledger's."""
    told = UpkeepOverdue(
        at=now,
        hazard_id=hazard_id,
        upkeep_id=duty.id,
        severity=row.severity,
        article=row.article,
        **duty.model_dump(include={"community", "asset_id", "kind", "grid", "row", "what", "due"}),
    )
    changes = {"overdue": True, "raised": duty.raised + 1, "hazard_id": hazard_id, "look_at": None}
    return duty.model_copy(update=changes), [told, *_tell("overdue", duty, managers, now)]


def hazard_id(duty: Upkeep) -> str:
    """Of what is raised now: another one each time."""
    return _digest(f"upkeep|{duty.id}|{duty.raised + 1}")


def to_remind(duty: Upkeep, row: Row, now: datetime) -> bool:
    return row.remind and not duty.reminded and is_soon(duty, row, now)


def remind(
    duty: Upkeep, row: Row, managers: Iterable[str], now: datetime
) -> tuple[Upkeep, list[NoticeAsked]]:
    after = duty.model_copy(update={"reminded": True})
    after = after.model_copy(update={"look_at": _look_at(after, row)})
    return after, _tell("soon", duty, managers, now)


def entered(row: Row, body: Maintenance, now: datetime) -> None:
    """Refuse what has not been done yet, and an inspection that does not say until when."""
    if body.done_at > now + SKEW:
        raise Invalid("not-done-yet", "/body/done_at")
    if (body.next_due is None) is (row.every is None):
        raise Invalid("next-due-needed" if row.every is None else "no-next-due", "/body/next_due")
    if body.next_due and body.next_due <= _day(body.done_at):
        raise Invalid("dates-out-of-order", "/body/next_due")


def is_newest(duty: Upkeep, done_at: datetime) -> bool:
    return duty.last_done is None or _day(done_at) >= duty.last_done


def done(duty: Upkeep, body: Maintenance) -> Upkeep:
    """What was done before the last one is kept, and changes nothing."""
    if not is_newest(duty, body.done_at):
        return duty
    return duty.model_copy(update={"last_done": _day(body.done_at), "done_by": body.by})


def _due(duty: Upkeep, row: Row, asset: Asset) -> date | None:
    if row.every is None:
        return asset.inspection_due
    return later(duty.last_done or duty.begun, row.every)


def _look_at(duty: Upkeep, row: Row | None) -> datetime | None:
    """When it is late; where somebody is reminded, before that."""
    if row is None or duty.idle or duty.overdue or duty.due is None:
        return None
    if row.remind and not duty.reminded:
        return _midnight(earlier(duty.due, row.warn_before))
    return _midnight(duty.due + ONE)


def _tell(kind: str, duty: Upkeep, people: Iterable[str], now: datetime) -> list[NoticeAsked]:
    return [
        asked(
            f"facilities.upkeep-{kind}",
            person,
            duty.community,
            now,
            f"{duty.id}-{kind}-{duty.due}-{duty.raised}",
            urgency="P3" if kind == "overdue" else "P4",
            about=f"asset#{duty.asset_id}",
            asset=duty.asset_id,
            row=duty.row,
        )
        for person in people
    ]


def _day(at: datetime) -> date:
    return at.astimezone(CHINA).date()


def _midnight(day: date) -> datetime:
    """When that day begins."""
    return datetime.combine(day, time(), CHINA)


def _days(span: Span) -> timedelta:
    return timedelta(days=span.days or 0)


def _digest(cause: str) -> str:
    return hashlib.sha256(cause.encode()).hexdigest()[:26]
