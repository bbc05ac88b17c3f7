"""When a duty is due or overdue, and who is told of it. Pure."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from events.facilities import UpkeepOverdue
from events.notify import NoticeAsked
from functions.facilities.assets.model import Asset
from functions.facilities.model import Kind
from linli.ids import derived
from linli.notices import asked
from linli.wall import CHINA, local_day, months_later

from .model import Row, Span, Stage, Upkeep

ONE = timedelta(days=1)


def later(day: date, span: Span) -> date:
    return months_later(day, span.months) if span.months else day + _days(span)


def earlier(day: date, span: Span) -> date:
    return months_later(day, -span.months) if span.months else day - _days(span)


def of_kind(rows: Iterable[Row], kind: Kind, now: datetime) -> list[Row]:
    """The rules that apply to the kind."""
    return [row for row in rows if row.kind == kind and row.in_force(now)]


def begun(row: Row, asset: Asset, now: datetime) -> Upkeep:
    """Without history, the first period starts now, or at the installation."""
    return Upkeep(
        id=derived(f"{asset.id}|{row.id}"),
        asset_id=asset.id,
        community=asset.community,
        kind=asset.kind,
        row=row.id,
        what=row.what,
        begun=max(local_day(now), asset.installed or date.min),
    )


def reckon(duty: Upkeep, row: Row | None, asset: Asset, now: datetime) -> Upkeep:
    """The duty by the present rule and asset; it may cease to be overdue."""
    due = _due(duty, row, asset) if row else duty.due
    idle = row is None or asset.state != "in_use"
    known: dict[str, Any] = {"due": due, "idle": idle, "grid": asset.grid}
    if due != duty.due:
        known["reminded"] = False
    after = duty.model_copy(update=known)
    overdue = duty.overdue and is_late(after, now)
    hazard_id = duty.hazard_id if overdue else None
    return noted(after, row, overdue=overdue, hazard_id=hazard_id)


def is_late(duty: Upkeep, now: datetime) -> bool:
    """Whether the last day in time is over, in local time. An inspection that was late or failed
    remains so, whatever date was entered since.
    """
    over = duty.due is not None and local_day(now) > duty.due
    return not duty.idle and (duty.owed or over)


def is_soon(duty: Upkeep, row: Row, now: datetime) -> bool:
    if duty.idle or duty.due is None:
        return False
    return local_day(now) >= earlier(duty.due, row.warn_before)


def stage(duty: Upkeep, row: Row, now: datetime) -> Stage:
    if is_late(duty, now):
        return "overdue"
    return "due-soon" if is_soon(duty, row, now) else "planned"


def late(
    duty: Upkeep, row: Row, hazard_id: str, managers: Iterable[str], now: datetime
) -> tuple[Upkeep, list[UpkeepOverdue | NoticeAsked]]:
    """Published once; the ledger takes over from there."""
    told = UpkeepOverdue(
        at=now,
        hazard_id=hazard_id,
        upkeep_id=duty.id,
        severity=row.severity,
        article=row.article,
        **duty.model_dump(include={"community", "asset_id", "kind", "grid", "row", "what", "due"}),
    )
    changes = {"overdue": True, "raised": duty.raised + 1, "hazard_id": hazard_id}
    after = noted(duty, row, owed=duty.owed or row.every is None, **changes)
    return after, [told, *_tell("overdue", duty, managers, now)]


def hazard_id(duty: Upkeep) -> str:
    """The id of the present hazard, a new one each time."""
    return derived(f"upkeep|{duty.id}|{duty.raised + 1}")


def to_remind(duty: Upkeep, row: Row, now: datetime) -> bool:
    return row.remind and not duty.reminded and is_soon(duty, row, now)


def remind(
    duty: Upkeep, row: Row, managers: Iterable[str], now: datetime
) -> tuple[Upkeep, list[NoticeAsked]]:
    return noted(duty, row, reminded=True), _tell("soon", duty, managers, now)


def to_ask(duty: Upkeep) -> bool:
    """Whether somebody must still be asked to confirm the record."""
    return duty.waiting is not None and not duty.asked and not duty.idle


def ask(
    duty: Upkeep, row: Row, others: Iterable[str], now: datetime
) -> tuple[Upkeep, list[NoticeAsked]]:
    return noted(duty, row, asked=True), _tell("recorded", duty, others, now)


def noted(duty: Upkeep, row: Row | None, **new: Any) -> Upkeep:
    """Changed, with the next check of the sweeper recomputed."""
    after = duty.model_copy(update=new)
    return after.model_copy(update={"look_at": _look_at(after, row)})


def _due(duty: Upkeep, row: Row, asset: Asset) -> date | None:
    if row.every is None:
        return asset.inspection_due
    return later(duty.last_done or duty.begun, row.every)


def _look_at(duty: Upkeep, row: Row | None) -> datetime | None:
    """The next check: when it is overdue, before that for a reminder, or at once for a request to
    confirm or a failed inspection.
    """
    if row is None or duty.idle:
        return None
    if to_ask(duty):
        return duty.waiting_since
    if duty.owed and not duty.overdue:
        return _midnight(duty.last_done or duty.begun)
    if duty.overdue or duty.due is None:
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
            f"{duty.id}-{kind}-{duty.waiting or duty.due}-{duty.raised}",
            urgency="P3" if kind == "overdue" else "P4",
            about=f"asset#{duty.asset_id}",
            asset=duty.asset_id,
            row=duty.row,
        )
        for person in people
    ]


def _midnight(day: date) -> datetime:
    """The beginning of that day, in local time."""
    return datetime.combine(day, time(), CHINA)


def _days(span: Span) -> timedelta:
    return timedelta(days=span.days or 0)
