"""What the state machine does to an incident, and the sweeper in its place. Pure: time comes in as
an argument.

Acts of people, and what a missed deadline means, are in rules.py.
"""

from datetime import datetime, timedelta
from typing import Any

from events.incidents import IncidentDispatched
from functions.incidents.duty.rules import Pick
from functions.incidents.model import Act, Incident
from functions.incidents.news import fact, notice, said
from functions.incidents.statutory import Graded

from . import jobs
from .rules import ENDED, GRACE

TO_DISPATCH = ("judged", "late", "reopened")


def judge(
    incident: Incident, number: str, graded: Graded, now: datetime, *, note: str = ""
) -> Incident:
    """`graded` is the statutory grade by what is known so far; usually none."""
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
    """`patient`: escalated only by the time in `allowed`, not because a notice was not read."""
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
    ask = notice(after, "stuck" if found.stuck else "dispatched", found.person, now)
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
        notices=[ask, jobs.by_hand(after, now)],
        told_of=ask.notice_id if ask else None,
    )


def wait(incident: Incident, token: str) -> Incident:
    """An execution waits for a person's act, and the sweeper watches the deadline."""
    return incident.model_copy(update={"token": token, "due": incident.deadline})


def rest(incident: Incident) -> Incident:
    """Ended, and its execution has been told: the sweeper need not check it any more."""
    if incident.stage not in ENDED:
        return incident
    return incident.model_copy(update={"due": None, "token": None})
