"""Notices about the handover of a shift. Pure."""

from datetime import datetime

from events.notify import NoticeAsked
from linli.notices import asked

from .model import Relief


def offered(relief: Relief, now: datetime) -> NoticeAsked:
    return asked(
        "incidents.relief",
        relief.to,
        relief.community,
        now,
        relief.id,
        urgency="P3",
        about=f"relief#{relief.id}",
        open=str(len(relief.incidents)),
    )
