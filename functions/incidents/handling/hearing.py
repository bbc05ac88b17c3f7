"""The delivery status of an incident's notices, and escalation when one was not read. Pure.

Events may be repeated and arrive in any order: each is one line of the timeline, and a status that
is behind the known one is ignored.
"""

from datetime import datetime

from events.notify import NoticeAnswered, NoticeEvent, NoticeRead, NoticeUnheard
from functions.incidents.model import Heard, Incident
from functions.incidents.news import fact

from .rules import pass_on

IMPLIED: dict[Heard, tuple[Heard, ...]] = {
    "delivered": ("delivered", "read", "answered"),
    "read": ("read", "answered"),
    "answered": ("answered",),
}


def hear(incident: Incident, notice: NoticeEvent, now: datetime) -> Incident | None:
    told, what = incident.told.get(notice.notice_id), _what(notice)
    if told is None or set(told.heard) & set(IMPLIED[what]):
        return None
    known = told.model_copy(update={"heard": (*told.heard, what)})
    return fact(
        incident,
        f"told-{what}",  # type: ignore[arg-type]
        now,
        by=told.person,
        level=told.level,
        note=told.kind,
        happened_at=notice.at,
        told=incident.told | {notice.notice_id: known},
    )


def unheard(incident: Incident, notice: NoticeUnheard, now: datetime) -> Incident | None:
    """The notified assignee cannot have learned of it: the next of the chain is notified now."""
    if notice.notice_id != incident.told_of or incident.stuck:
        return None
    return pass_on(incident, now, note=notice.why) if incident.stage == "dispatched" else None


def _what(notice: NoticeEvent) -> Heard:
    if isinstance(notice, NoticeAnswered):
        return "answered"
    return "read" if isinstance(notice, NoticeRead) else "delivered"
