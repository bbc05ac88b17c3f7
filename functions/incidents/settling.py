"""Which notices of an incident have become obsolete, so that notify stops delivering them. Pure."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import get_args

from events.notify import NoticeAsked, NoticeSettled
from linli.notices import DRILL

from .model import Incident, Kind, Stage

STAGES = get_args(Stage)
REPORTED = "-reported"  # suffix of templates for incidents reported by a person
OUTLIVE = {"acknowledged": ("worse", "by-hand")}  # whoever acknowledges may not have seen these
# Not ended by a change of stage: duties to report, and requests to confirm linked actions.
LASTING = ("report-overdue", "to-confirm")


def over(incident: Incident, kind: Kind, anew: Collection[str]) -> tuple[str, ...]:
    """The notices that are replaced `anew`, and all others if the fact leads to another stage."""
    kept = OUTLIVE.get(kind, ())
    kinds = {one: incident.told[one].kind for one in incident.telling}
    return tuple(
        one
        for one, what in kinds.items()
        if what not in LASTING and (what in anew or (kind in STAGES and what not in kept))
    )


def left(incident: Incident, kinds: Collection[str] = ()) -> tuple[str, ...]:
    """The notices to the assignee, once it is another's, and those of these kinds to anybody."""
    told = {one: incident.told[one] for one in incident.telling}
    return tuple(
        one
        for one, what in told.items()
        if what.kind in kinds or (what.person == incident.assignee and what.kind not in LASTING)
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
    """The notice's kind: its template's key without the suffixes for drills and for reports by
    people.
    """
    key = ask.template.partition(".")[2]
    return key.removesuffix(DRILL).removesuffix(REPORTED)
