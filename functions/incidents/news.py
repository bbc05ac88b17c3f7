"""What a change of an incident leaves behind: its fact, its events, its notices. Pure."""

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
REMEMBERED = 20  # notices of one incident: of an older one nothing more is heard
ESCALATES = ("P1", "P2")
JOBS = ("by-hand", "to-confirm", "unconfirmed")  # that are about linked actions


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
    position: tuple[float, float] | None = None,
    graded: Graded | None = None,
    events: Iterable[Event] = (),
    notices: Iterable[NoticeAsked | None] = (),
    settled: Iterable[str] = (),
    **changes: Any,
) -> Incident:
    """The incident so changed, with the one fact that says so; `settled` notices are over, too."""
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
        position=position,
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
    """For the next fact of the incident; to nobody if there is nobody to tell: the incident shows
    it all the same. What no channel may carry, as it looks like a telephone, is said in general.
    `more` are variables that only this kind has.
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
    """What no sensor says has no measure to tell."""
    return incident.sensor.absent and kind in ("dispatched", "stuck", "handled")


def _jobs(incident: Incident, kind: NoticeKind) -> str:
    jobs = incident.by_hand if kind == "by-hand" else incident.to_confirm
    return ", ".join(f"{one.command} {one.asset_id}" for one in jobs)


def _remembered(
    incident: Incident, asks: Iterable[NoticeAsked], telling: Container[str]
) -> dict[str, Told]:
    """The oldest are forgotten: an incident that nobody takes is told of for days. First those that
    are over, as what is forgotten is never settled.
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
