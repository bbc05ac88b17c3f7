"""How a sensor's hazard becomes an entry of the ledger. Pure."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from events.environment import SensorTrusted
from events.facilities import (
    HazardCleared,
    HazardEvent,
    HazardReported,
    HazardSettled,
    HazardWorsened,
)
from functions.facilities.model import Kind
from functions.facilities.windows.model import Window
from linli.geo import Spot

from .entries import Categories, Numbers, promise
from .model import Category, LedgerEntry, Source, Where
from .news import fact, said

OTHER = "other"
SETTLED = (HazardSettled, SensorTrusted)


def is_own(hazard: HazardEvent) -> bool:
    """Whether it is a hazard of an asset; devices of other features are not assets."""
    return hazard.feature == HazardEvent.feature


def rank(hazard: HazardEvent) -> tuple[int, int]:
    order = ((HazardWorsened,), (HazardCleared,), SETTLED)
    last = [place for place, kind in enumerate(order, start=1) if isinstance(hazard, kind)]
    return hazard.version, max(last, default=0)


def category(categories: Categories, hazard: HazardEvent) -> Category:
    """The category by measure, else by kind of event, else the general one."""
    rows = [row for one in categories.values() if (row := one.at(hazard.at))]
    measure = hazard.measure.partition("#")[0]  # without the address of a panel's part
    by_measure = [row for row in rows if measure in row.measures]
    by_code = [row for row in rows if row.code == hazard.category and hazard.kind in row.kinds]
    return next(iter((*by_measure, *by_code, *(row for row in rows if row.id == OTHER))))


def listed(
    hazard: HazardEvent,
    number: str,
    address: dict[str, Any],
    categories: Categories,
    numbers: Numbers,
    now: datetime,
    window: Window | None = None,
) -> LedgerEntry:
    """The entry for a sensor's hazard; `address` is the asset's location by its card. An approved
    `window` extends the deadline to its end. `kind` is None for devices of other features.
    """
    row = category(categories, hazard)
    led = hazard.raises == "incident"
    return LedgerEntry(
        id=hazard.hazard_id,
        community=hazard.community,
        number=number,
        found_by="sensor",
        category=row.id,
        code=hazard.category,
        kind=Kind(hazard.kind) if is_own(hazard) else None,
        where=Where(asset_id=hazard.asset_id, **(_spot(hazard) | address)),
        grid=hazard.grid,
        severity=row.severity,
        own=row.severity,
        raises=hazard.raises,
        priority=hazard.priority,
        article=hazard.article,
        within_hours=hazard.within_hours,
        found_at=hazard.at,
        listed_at=now,
        since=now,
        led_by="incident" if led else "ledger",
        heard=rank(hazard),
        **_promised(hazard, promise(numbers, row.severity, hazard.at), window),
    )


def found(entry: LedgerEntry, by: str | None, now: datetime) -> LedgerEntry:
    """The entry with its first fact."""
    told = said(HazardReported, entry, now, recurrence=entry.recurrence)
    return fact(entry, "found", now, happened_at=entry.found_at, by=by, events=[told])


def source(entry: LedgerEntry, hazard: HazardEvent) -> Source:
    return Source(
        id=entry.id,
        community=entry.community,
        found_by="sensor",
        category=entry.category,
        where=entry.where,
        at=hazard.at,
        by=hazard.asset_id,
    )


def address(hazard: HazardEvent) -> dict[str, Any]:
    """The location as far as the event states it."""
    return {"building": hazard.building} if hazard.building else {}


def _promised(
    hazard: HazardEvent, usual: Mapping[str, Any], window: Window | None
) -> dict[str, Any]:
    """The deadline of the repair; none if an incident leads it."""
    promised = dict(usual)
    if hazard.within_hours is not None:
        late = hazard.at + timedelta(hours=hazard.within_hours)
        promised |= {"deadline": late, "look_at": late}
    if window:
        promised |= {"deadline": window.until, "look_at": window.until}
        promised |= {"approver": window.approver, "approved_until": window.until}
    if hazard.raises == "incident":
        promised |= {"deadline": None, "look_at": None}
    return promised


def _spot(hazard: HazardEvent) -> dict[str, Any]:
    if hazard.lat is None or hazard.lon is None:
        return {}
    return {"point": Spot(lat=hazard.lat, lon=hazard.lon)}
