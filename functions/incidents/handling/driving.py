"""What the machine does to an incident, and the sweeper for it. Pure: time comes in as an argument.

What people do to it, and what lateness means, is in rules.py.
"""

from datetime import datetime, timedelta
from typing import Any

from events.incidents import IncidentDispatched
from functions.incidents.duty.rules import Pick
from functions.incidents.model import Act, Incident, NoticeKind
from functions.incidents.news import fact, notice, said
from functions.incidents.statutory import Graded

from .rules import ENDED, GRACE

TO_DISPATCH = ("judged", "late", "reopened")


def judge(
    incident: Incident, number: str, graded: Graded, now: datetime, *, note: str = ""
) -> Incident:
    """`graded` is what the law makes of what is known so far: most often nothing."""
    changes: dict[str, Any] = {
        "stage": "judged",
        "number": number,
        "grade": graded.grade,
        "grade_reason": graded.reason,
        "grading": graded,
    }
    return fact(incident, "judged", now, note=note, graded=graded, due=now + GRACE, **changes)


def dispatch(
    incident: Incident,
    found: Pick,
    operator: str | None,
    allowed: dict[Act, int],
    now: datetime,
    *,
    patient: bool = False,
) -> Incident:
    """`patient`: only `allowed` says when it is passed on, and not that a notice was not read."""
    after = incident.model_copy(
        update={
            "stage": "dispatched",
            "level": found.level,
            "post": found.post,
            "assignee": found.person,
            "arrived_at": None,
            "stuck": found.stuck,
            "operator": operator,
            "allowed": allowed,
            "patient": patient,
            "deadline": now + timedelta(minutes=allowed["acknowledge"]),
        }
    )
    kinds: list[NoticeKind] = ["stuck" if found.stuck else "dispatched"]
    if any(not one.assigned for one in after.by_hand):
        kinds.append("by-hand")
    asks = [notice(after, kind, found.person, now) for kind in kinds]
    return fact(
        after,
        "dispatched",
        now,
        due=now + GRACE,
        token=None,
        note=f"vacant: {', '.join(found.vacant)}" if found.vacant else "",
        events=[
            said(IncidentDispatched, after, now, assignee=found.person or "", level=found.level)
        ],
        notices=asks,
        told_of=asks[0].notice_id if asks[0] else None,
    )


def wait(incident: Incident, token: str) -> Incident:
    """An execution waits for a person, and the sweeper for the deadline."""
    return incident.model_copy(update={"token": token, "due": incident.deadline})


def rest(incident: Incident) -> Incident:
    """What has ended, and whose execution has been told, needs no more looking after."""
    if incident.stage not in ENDED:
        return incident
    return incident.model_copy(update={"due": None, "token": None})
