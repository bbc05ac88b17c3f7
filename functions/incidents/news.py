"""What a change of an incident leaves behind: its fact, its events, its notices. Pure."""

from collections.abc import Iterable
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
    **changes: Any,
) -> Incident:
    """The incident so changed, with the one fact that says so."""
    asks = tuple(one for one in notices if one)
    over = settling.over(incident, kind, {settling.kind_of(one) for one in asks})
    telling = {*incident.telling, *(one.notice_id for one in asks)} - set(over)
    after = incident.model_copy(update={**changes, "entries": incident.entries + 1})
    told = _remembered(after, asks)
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
    incident: Incident, kind: NoticeKind, person: str | None, now: datetime
) -> NoticeAsked | None:
    """For the next fact of the incident; to nobody if there is nobody to tell: the incident shows
    it all the same. What no channel may carry, as it looks like a telephone, is said in general.
    """
    if person is None:
        return None
    try:
        more = f" +{incident.joined}" if incident.joined else ""
        return _asked(incident, kind, person, now, incident.subject + more, _by_hand(incident))
    except ValueError:
        return _asked(incident, kind, person, now, incident.kind, "see the incident")


def _asked(
    incident: Incident, kind: NoticeKind, person: str, now: datetime, subject: str, command: str
) -> NoticeAsked:
    more: dict[str, Any] = {"command": command} if kind == "by-hand" else {"subject": subject}
    if kind not in ("by-hand", "overdue"):
        more["measure"] = incident.measure
    return asked(
        f"incidents.{kind}",
        person,
        incident.community,
        now,
        f"{incident.id}-{incident.entries + 1}",
        urgency=incident.priority,
        about=f"incident#{incident.id}",
        escalate=kind == "dispatched" and incident.priority in ESCALATES and not incident.patient,
        number=incident.number or incident.id[:8],
        priority=incident.priority,
        **more,
    )


def _by_hand(incident: Incident) -> str:
    return ", ".join(f"{one.command} {one.asset_id}" for one in incident.by_hand)


def _remembered(incident: Incident, asks: Iterable[NoticeAsked]) -> dict[str, Told]:
    """The oldest are forgotten: an incident that nobody takes is told of for days."""
    new = {
        one.notice_id: Told.model_validate(
            {
                "kind": settling.kind_of(one),
                "person": one.person,
                "level": incident.level,
            }
        )
        for one in asks
    }
    return dict([*incident.told.items(), *new.items()][-REMEMBERED:])
