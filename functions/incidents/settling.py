"""Which notices of an incident nobody needs any more, so that notify stops telling them. Pure."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import get_args

from events.notify import NoticeAsked, NoticeSettled
from linli.notices import DRILL

from .model import Incident, Kind, Stage

STAGES = get_args(Stage)
REPORTED = "-reported"  # of a template: no sensor says it, but a person
OUTLIVE = {"acknowledged": ("worse", "by-hand")}  # who takes an incident may not know of these
# A duty to tell ends with no stage, and with no other duty; what waits to be confirmed, when it is.
LASTING = ("report-overdue", "to-confirm")


def over(incident: Incident, kind: Kind, anew: Collection[str]) -> tuple[str, ...]:
    """Those that are told `anew`, and all if the fact leads to another stage: then it bears that
    stage's name.
    """
    kept = OUTLIVE.get(kind, ())
    kinds = {one: incident.told[one].kind for one in incident.telling}
    return tuple(
        one
        for one, what in kinds.items()
        if what not in LASTING and (what in anew or (kind in STAGES and what not in kept))
    )


def said(incident: Incident, over: Iterable[str], now: datetime) -> list[NoticeSettled]:
    return [
        NoticeSettled(
            community=incident.community,
            at=now,
            notice_id=one,
            person=incident.told[one].person,
            about=f"incident#{incident.id}",
            asked_by="incidents",
        )
        for one in over
    ]


def kind_of(ask: NoticeAsked) -> str:
    """The key of a template is that of its feature's section; a drill's, and that of what a person
    reported, says so at its end.
    """
    key = ask.template.partition(".")[2]
    return key.removesuffix(DRILL).removesuffix(REPORTED)
