"""What a change of an incident leaves behind: its fact, its events, its notices. Pure."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, TypeVar

from events import Event
from events.incidents import IncidentEvent

from .model import Entry, Incident, Kind, News, Notice, NoticeKind, Proof

E = TypeVar("E", bound=IncidentEvent)


def fact(
    incident: Incident,
    kind: Kind,
    now: datetime,
    *,
    by: str | None = None,
    note: str = "",
    happened_at: datetime | None = None,
    evidence: tuple[Proof, ...] = (),
    events: Iterable[Event] = (),
    notices: Iterable[Notice | None] = (),
    **changes: Any,
) -> Incident:
    """The incident so changed, with the one fact that says so."""
    after = incident.model_copy(update={**changes, "entries": incident.entries + 1})
    entry = Entry(
        seq=after.entries,
        incident=after.id,
        community=after.community,
        subject=after.subject,
        kind=kind,
        stage=after.stage,
        at=now,
        happened_at=happened_at,
        by=by,
        level=after.level or None,
        assignee=after.assignee,
        note=note,
        evidence=evidence,
    )
    told = tuple(one for one in notices if one)
    news = News(entry=entry, events=tuple(events), notices=told)
    return after.model_copy(update={"news": news})


def said(event: type[E], incident: Incident, now: datetime, **more: Any) -> E:
    return event(
        community=incident.community,
        at=now,
        incident_id=incident.id,
        subject=incident.subject,
        hazard_id=incident.hazard_id,
        **more,
    )


def notice(
    incident: Incident, kind: NoticeKind, person: str | None, now: datetime
) -> Notice | None:
    """To nobody if there is nobody to tell: the incident shows it all the same."""
    if person is None:
        return None
    words = {
        "number": incident.number or "",
        "priority": incident.priority,
        "subject": incident.subject,
        "measure": incident.measure,
        "stage": incident.stage,
        "command": ", ".join(f"{one.command} {one.asset_id}" for one in incident.by_hand),
    }
    return Notice(
        id=f"{incident.id}-{incident.entries + 1}-{kind}",
        person=person,
        community=incident.community,
        incident=incident.id,
        kind=kind,
        level=incident.level,
        at=now,
        words=words,
    )


def received(notice: Notice, kind: str, now: datetime) -> Notice:
    """What was read was delivered; the first time counts."""
    new = {"delivered_at": notice.delivered_at or now}
    if kind == "read":
        new["read_at"] = notice.read_at or now
    return notice.model_copy(update=new)
