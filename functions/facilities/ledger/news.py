"""The consequences of a change of an entry: its fact, events and notices. Pure."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple, TypeVar

from events import Event
from events.facilities import HazardClosed, HazardEvent, LedgerEvent
from events.notify import NoticeAsked
from functions.facilities.photos.model import Proof
from linli.anonymous import names_a_person
from linli.notices import asked

from .model import FactKind, LedgerEntry, LedgerFact, News, Report, Where

L = TypeVar("L", bound=LedgerEvent)
H = TypeVar("H", bound=HazardEvent)
ABOUT = {"community", "number", "category", "severity", "found_by", "grid", "led_by"}


class Around(NamedTuple):
    """The entries joined to an entry, and the reports that follow it."""

    members: tuple[LedgerEntry, ...] = ()
    reports: tuple[Report, ...] = ()


NOBODY = Around()


def fact(
    entry: LedgerEntry,
    kind: FactKind,
    now: datetime,
    *,
    by: str | None = None,
    other: str | None = None,
    note: str = "",
    happened_at: datetime | None = None,
    photos: tuple[Proof, ...] = (),
    events: Iterable[Event] = (),
    **changes: Any,
) -> LedgerEntry:
    """The changed entry with one more fact, after those of the same change so far."""
    after = entry.model_copy(update={**changes, "facts": entry.facts + 1})
    line = LedgerFact(
        seq=after.facts,
        hazard_id=after.id,
        community=after.community,
        kind=kind,
        state=after.state,
        at=now,
        happened_at=happened_at,
        by=by,
        assignee=after.assignee,
        other=other,
        note=note,
        photos=photos,
    )
    before = entry.news or News(facts=())
    news = News(facts=(*before.facts, line), events=(*before.events, *events))
    return after.model_copy(update={"news": news})


def also(entry: LedgerEntry, *events: Event) -> LedgerEntry:
    """Publish these events too with the change."""
    if entry.news is None:
        raise ValueError("nothing has changed")
    news = entry.news.model_copy(update={"events": (*entry.news.events, *events)})
    return entry.model_copy(update={"news": news})


def said(event: type[L], entry: LedgerEntry, now: datetime, **more: Any) -> L:
    about = entry.model_dump(include=ABOUT)
    known = {"hazard_id": entry.id, "asset_id": entry.where.asset_id, "at": now}
    return event.model_validate({**about, **known, **more})


def ended(entry: LedgerEntry, outcome: str, now: datetime, **more: bool) -> HazardClosed:
    return said(HazardClosed, entry, now, outcome=outcome, late=entry.overdue, **more)


def sensed(event: type[H], entry: LedgerEntry, at: datetime) -> H:
    """A finding by people in the form of a sensor's event; without an asset, the entry's number."""
    point = entry.where.point
    lat, lon = (point.lat, point.lon) if point else (None, None)
    return event(
        community=entry.community,
        at=at,
        asset_id=entry.where.asset_id or entry.number,
        hazard_id=entry.id,
        kind=entry.kind or entry.category,
        grid=entry.grid,
        address=_address(entry.where),
        building=entry.where.building,
        lat=lat,
        lon=lon,
        measure="report" if entry.found_by == "report" else "patrol",
        value=1,
        raises="incident",
        priority=entry.priority,
        category=entry.code,
        limit_id=entry.category,
        article=entry.article,
        episode=entry.episode,
    )


def _address(where: Where) -> str | None:
    """From the street to the door, as who found it said; nothing that may be somebody's number."""
    floor = f"{where.floor}层" if where.floor else None
    said = " ".join(filter(None, (where.address, floor, where.unit)))
    return None if names_a_person(said) else said or None


def tell(
    entry: LedgerEntry, kind: str, people: Iterable[str | None], now: datetime
) -> list[NoticeAsked]:
    """Notices to staff, each once, caused by the entry's next fact."""
    return [
        asked(
            f"facilities.hazard-{kind}",
            person,
            entry.community,
            now,
            f"{entry.id}-{entry.facts + 1}",
            urgency=entry.priority if entry.severity != "general" else "P4",
            about=f"hazard#{entry.id}",
            number=entry.number,
        )
        for person in dict.fromkeys(one for one in people if one)
    ]


def answer(
    entry: LedgerEntry, kind: str, around: Around, now: datetime, reason: str = ""
) -> list[NoticeAsked]:
    """Notices to everyone who reported it, by the number of their own report."""
    more: dict[str, Any] = {"reason": reason[:200]} if reason else {}
    return [
        asked(
            f"facilities.report-{kind}",
            report.person,
            entry.community,
            now,
            f"{report.id}-{entry.id}-{entry.facts + 1}",
            urgency="P4",
            about=f"report#{report.id}",
            number=report.number,
            **more,
        )
        for report in around.reports
    ]
