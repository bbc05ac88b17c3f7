"""How the ledger keeps in step with what sensors find, and with the incidents it is led by. Pure.

Facts come twice and in any order; of one condition the newest version holds, and in one version
the last of what it said.
"""

from collections.abc import Iterable
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
from events.incidents import IncidentEvent, IncidentHandled, IncidentRaised, IncidentReopened
from functions.facilities.model import Kind
from functions.facilities.windows.model import Window
from linli.geo import Spot

from .model import Category, LedgerEntry, Source, Where
from .news import Around, answer, fact, said
from .rules import Numbers, over, promise

OTHER = "other"
SETTLED = (HazardSettled, SensorTrusted)


def is_own(hazard: HazardEvent) -> bool:
    """Whether it is of an asset; another feature's device has no card here."""
    return hazard.feature == HazardEvent.feature


def rank(hazard: HazardEvent) -> tuple[int, int]:
    order = ((HazardWorsened,), (HazardCleared,), SETTLED)
    last = [place for place, kind in enumerate(order, start=1) if isinstance(hazard, kind)]
    return hazard.version, max(last, default=0)


def category(categories: Iterable[Category], hazard: HazardEvent) -> Category:
    """That of the measure; else the first of the kind of event; else none in particular."""
    rows = [row for row in categories if row.in_force(hazard.at)]
    measure = hazard.measure.partition("#")[0]  # without the address of a panel's part
    by_measure = [row for row in rows if measure in row.measures]
    by_code = [row for row in rows if row.code == hazard.category and hazard.kind in row.kinds]
    return next(iter((*by_measure, *by_code, *(row for row in rows if row.id == OTHER))))


def listed(
    hazard: HazardEvent,
    number: str,
    address: dict[str, Any],
    categories: Iterable[Category],
    numbers: Numbers,
    now: datetime,
    window: Window | None = None,
) -> LedgerEntry:
    """A sensor's hazard as an entry; `address` is what the asset's card says of where it is. In an
    approved window it may be so until that ends. A kind of another feature's is none of ours.
    """
    row = category(categories, hazard)
    led = hazard.raises == "incident"
    promised = promise(numbers, row.severity, hazard.at)
    if hazard.within_hours is not None:
        late = hazard.at + timedelta(hours=hazard.within_hours)
        promised |= {"deadline": late, "look_at": late}
    if window:
        promised |= {"deadline": window.until, "look_at": window.until}
        promised |= {"approver": window.approver, "approved_until": window.until}
    if led:
        promised |= {"deadline": None, "look_at": None}
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
        found_at=hazard.at,
        listed_at=now,
        since=now,
        led_by="incident" if led else "ledger",
        heard=rank(hazard),
        **promised,
    )


def found(entry: LedgerEntry, by: str | None, now: datetime) -> LedgerEntry:
    """The first fact of an entry."""
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


def heard(
    entry: LedgerEntry, hazard: HazardEvent, around: Around, now: datetime
) -> LedgerEntry | None:
    """None for what is known, and for what the ledger itself said of what people found."""
    if entry.found_by != "sensor" or rank(hazard) <= entry.heard or not entry.is_open:
        return None
    new = entry.model_copy(update={"heard": rank(hazard)})
    if isinstance(hazard, HazardWorsened):
        worse: dict[str, Any] = {
            "normal": False,
            "raises": hazard.raises,
            "priority": hazard.priority,
        }
        if hazard.raises == "incident":
            worse |= {"led_by": "incident", "deadline": None, "look_at": None, "assignee": None}
            worse |= {"state": "open", "overdue": False}
        return fact(new, "worse", now, happened_at=hazard.at, **worse)
    return after(new, hazard, around, now)


def after(entry: LedgerEntry, hazard: HazardEvent, around: Around, now: datetime) -> LedgerEntry:
    """What a mere hazard's sensor settled is over, and so is what is joined to it."""
    if isinstance(hazard, SETTLED):
        return over(entry, now, around=around)
    if isinstance(hazard, HazardCleared):
        return fact(entry, "normal", now, happened_at=hazard.at, normal=True)
    return entry


def led(
    entry: LedgerEntry, incident: IncidentEvent, around: Around, now: datetime
) -> LedgerEntry | None:
    """What befell the incident that leads it, as far as those who follow the entry ask."""
    if entry.led_by != "incident" or not entry.is_open:
        return None
    known: dict[str, Any] = {"incident_id": incident.incident_id}
    if isinstance(incident, IncidentRaised):
        return None if entry.incident_id else fact(entry, "incident", now, **known)
    if isinstance(incident, IncidentHandled):
        if entry.repairer == incident.handler:
            return None
        told = answer(entry, "handled", around, now)
        return fact(entry, "incident-handled", now, events=told, repairer=incident.handler, **known)
    if isinstance(incident, IncidentReopened):
        if entry.repairer is None:
            return None
        return fact(entry, "incident-reopened", now, repairer=None, **known)
    return None


def address(hazard: HazardEvent) -> dict[str, Any]:
    """Where it is as far as the fact itself says."""
    return {"building": hazard.building} if hazard.building else {}


def _spot(hazard: HazardEvent) -> dict[str, Any]:
    if hazard.lat is None or hazard.lon is None:
        return {}
    return {"point": Spot(lat=hazard.lat, lon=hazard.lon)}
