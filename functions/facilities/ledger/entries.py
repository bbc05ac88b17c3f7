"""How a hazard enters the ledger, by when it must be repaired, and what being late means. Pure."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from events.facilities import HazardOverdue, Severity
from functions.facilities.model import Kind
from linli.dated import Succession
from linli.errors import Invalid
from linli.numbers import Held

from .model import Category, LedgerEntry, Number, Source
from .news import fact, said, tell

Numbers = Mapping[str, Held[Number]]
Categories = Mapping[str, Succession[Category]]  # by id


def category(categories: Categories, name: str, at: datetime) -> Category:
    known = categories.get(name)
    if known and (row := known.at(at)):
        return row
    raise Invalid("no-such-category", "/body/category")


def entry(
    source: Source,
    number: str,
    row: Category,
    numbers: Numbers,
    now: datetime,
    *,
    kind: Kind | None = None,
    grid: str | None = None,
    severity: Severity | None = None,
) -> LedgerEntry:
    """An entry for a finding by people, by the row of its category."""
    how = severity or row.severity
    return LedgerEntry(
        id=source.id,
        community=source.community,
        number=number,
        found_by=source.found_by,
        category=row.id,
        code=row.code,
        kind=kind,
        where=source.where,
        grid=grid,
        severity=how,
        own=how,
        raises=row.raises,
        priority=row.priority,
        article=row.article,
        found_at=source.at,
        listed_at=now,
        since=now,
        **promise(numbers, how, source.at),
    )


def promise(numbers: Numbers, severity: Severity, found: datetime) -> dict[str, Any]:
    """The deadline of the repair by severity, and whether the asset may not be used meanwhile."""
    row = numbers[f"repair-{severity}"].at(found)
    deadline = found + row.span
    return {"deadline": deadline, "look_at": deadline, "stop_use": row.stop_use}


def again(numbers: Numbers, entry: LedgerEntry, now: datetime) -> dict[str, Any]:
    """The promise for another round of work, no later than by the limit that was violated."""
    usual = promise(numbers, entry.severity, now)
    if entry.within_hours is None:
        return usual
    late = min(usual["deadline"], now + timedelta(hours=entry.within_hours))
    return usual | {"deadline": late, "look_at": late}


def promised(numbers: Numbers, entry: LedgerEntry) -> datetime | None:
    """The deadline told to the reporter; None if an incident leads it, which is much faster."""
    if entry.led_by == "incident":
        return entry.found_at + numbers["incident"].span(entry.found_at)
    return entry.deadline


def late(
    entry: LedgerEntry, managers: Iterable[str], repeat: timedelta, now: datetime
) -> LedgerEntry | None:
    """Reminds the manager of the place and the assignee, repeatedly."""
    if not is_late(entry, now) or entry.deadline is None:
        return None
    whom = [*managers, entry.assignee if entry.state == "assigned" else None]
    told = said(HazardOverdue, entry, now, state=entry.state, deadline=entry.deadline)
    events = [told, *tell(entry, "overdue", whom, now)]
    changes: dict[str, Any] = {"overdue": True, "look_at": now + repeat}
    return fact(entry, "overdue", now, events=events, **changes)


def is_late(entry: LedgerEntry, now: datetime) -> bool:
    return bool(entry.look_at and entry.look_at <= now and entry.is_open and not entry.joined_to)
