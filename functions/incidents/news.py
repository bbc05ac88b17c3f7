"""The consequences of a change of an incident: its fact, events and notices. Pure."""

from collections.abc import Container, Iterable
from datetime import datetime
from typing import Any, TypeVar

from events import Event
from events.incidents import IncidentEvent
from events.notify import NoticeAsked
from linli.notices import asked

from . import settling
from .model import Entry, Incident, Kind, News, NoticeKind, Proof, Told
from .statutory import Graded

E = TypeVar("E", bound=IncidentEvent)
REMEMBERED = 20  # notices remembered per incident; the status of older ones is ignored
ESCALATES = ("P1", "P2")
JOBS = ("by-hand", "to-confirm", "unconfirmed")  # notices about linked actions


def fact(
    incident: Incident,
    kind: Kind,
    now: datetime,
    *,
    by: str | None = None,
    level: int | None = None,
    note: str = "",
    happened_at: datetime | None = None,
    evidence: tuple[Proof, ...] = (),
    graded: Graded | None = None,
    events: Iterable[Event] = (),
    notices: Iterable[NoticeAsked | None] = (),
    settled: Iterable[str] = (),
    **changes: Any,
) -> Incident:
    """The changed incident with the fact that records the change; the notices `settled` are
    obsolete.
    """
    asks = tuple(one for one in notices if one)
    over = settling.over(incident, kind, {settling.kind_of(one) for one in asks})
    over = tuple(dict.fromkeys((*over, *settled)))
    telling = {*incident.telling, *(one.notice_id for one in asks)} - set(over)
    after = incident.model_copy(update={**changes, "entries": incident.entries + 1})
    told = _remembered(after, asks, telling)
    known = tuple(one for one in told if one in telling)
    after = after.model_copy(update={"told": told, "telling": known})
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
        level=level or after.level or None,
        assignee=after.assignee,
        note=note,
        evidence=evidence,
        graded=graded,
    )
    events = (*events, *settling.said(incident, over, now), *asks)
    return after.model_copy(update={"news": News(entry=entry, events=events)})


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
    incident: Incident, kind: NoticeKind, person: str | None, now: datetime, **more: str
) -> NoticeAsked | None:
    """A notice for the next fact; None if there is no recipient, while the incident still shows the
    fact. Text that looks like a phone or identity number is replaced by a general one. `more` are
    variables of this kind of notice alone.
    """
    if person is None:
        return None
    try:
        joined = f" +{incident.joined}" if incident.joined else ""
        about = _about(incident, kind, incident.subject + joined, _jobs(incident, kind))
        return _asked(incident, kind, person, now, about | more)
    except ValueError:
        about = _about(incident, kind, incident.kind, "see the incident")
        return _asked(incident, kind, person, now, about | more)


def _about(incident: Incident, kind: NoticeKind, subject: str, command: str) -> dict[str, str]:
    if kind in JOBS:
        return {"command": command}
    if kind in ("overdue", "trapped", "report-overdue", "help"):
        return {"subject": subject}
    if kind == "more":
        return {"subject": subject, "joined": str(incident.joined)}
    if _is_reported(incident, kind):
        return {"category": incident.category}
    return {"subject": subject, "measure": incident.measure}


def _asked(
    incident: Incident, kind: NoticeKind, person: str, now: datetime, about: dict[str, Any]
) -> NoticeAsked:
    reported = settling.REPORTED if _is_reported(incident, kind) else ""
    return asked(
        f"incidents.{kind}{reported}",
        person,
        incident.community,
        now,
        f"{incident.id}-{incident.entries + 1}",
        urgency=incident.priority,
        about=f"incident#{incident.id}",
        escalate=kind == "dispatched" and incident.priority in ESCALATES and not incident.patient,
        drill=incident.drill,
        number=incident.number or incident.id[:8],
        priority=incident.priority,
        **about,
    )


def _is_reported(incident: Incident, kind: NoticeKind) -> bool:
    """Reported by a person: the notice has no measured value."""
    return incident.sensor.absent and kind in ("dispatched", "stuck", "handled")


def _jobs(incident: Incident, kind: NoticeKind) -> str:
    jobs = incident.by_hand if kind == "by-hand" else incident.to_confirm
    return ", ".join(f"{one.command} {one.asset_id}" for one in jobs)


def _remembered(
    incident: Incident, asks: Iterable[NoticeAsked], telling: Container[str]
) -> dict[str, Told]:
    """Limited to the newest, since an incident that nobody takes is escalated for days. Settled
    ones are dropped first, because a dropped one can no longer be settled.
    """
    new = {
        one.notice_id: Told.model_validate(
            {
                "kind": settling.kind_of(one),
                "person": one.person,
                "level": incident.level,
                "at": one.at,
            }
        )
        for one in asks
    }
    known = incident.told | new
    first = sorted(known, key=lambda one: one in telling)
    gone = set(first[: max(0, len(known) - REMEMBERED)])
    return {one: told for one, told in known.items() if one not in gone}
