"""The consequences of a change of a notice: events, and planned attempts. Pure."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from events.notify import AttemptPlanned, NoticeEvent
from functions.notify.model import Outgoing

from .model import Attempt, Notice, Step


def fact(notice: Notice, event: type[NoticeEvent], now: datetime, **said: Any) -> Notice:
    """With one more event for the requesting feature; `said` are fields of this event."""
    new = event(
        community=notice.community,
        at=now,
        notice_id=notice.id,
        person=notice.person,
        template=notice.template,
        about=notice.about,
        asked_by=notice.asked_by,
        **said,
    )
    return _leaves(notice, events=(*notice.news.events, new))


def attempt(notice: Notice, channel: Outgoing, now: datetime) -> Notice:
    """With one more attempt by a gateway of that channel."""
    number = notice.attempts + 1
    new = Attempt(
        notice_id=notice.id,
        number=number,
        channel=channel,
        person=notice.person,
        planned_at=now,
    )
    event = AttemptPlanned(
        community=notice.community,
        at=now,
        notice_id=notice.id,
        number=number,
        channel=channel,
        person=notice.person,
    )
    after = _leaves(
        notice,
        events=(*notice.news.events, event),
        attempts=(*notice.news.attempts, new),
    )
    return after.model_copy(update={"attempts": number, "flying": (*notice.flying, number)})


def hold(notice: Notice) -> Notice:
    """Held for the digest."""
    return _leaves(notice, hold=True).model_copy(update={"held": True})


def then(notice: Notice, steps: Iterable[Step]) -> Notice:
    """With these pending steps; finally, the expiry of attempts without a report."""
    kept = tuple(steps)
    last = notice.expires_at if notice.flying else None
    return notice.model_copy(update={"steps": kept, "due": kept[0].at if kept else last})


def _leaves(notice: Notice, **more: Any) -> Notice:
    return notice.model_copy(update={"news": notice.news.model_copy(update=more)})
