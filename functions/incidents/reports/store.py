"""Storage of duties to report and of reports. Keys are spelled in the store files and nowhere else.

report#<incident>           <duty>            a duty and its deadline, at which it is due
incident#<id>               report#<seq>      a report, by the seq of its fact
"""

from functools import cache

from functions.incidents.store import SHOWN
from linli.rows import rows
from linli.store import Write, load, partition

from .model import Deadline, Duty, Report


@cache
def deadlines() -> tuple[Deadline, ...]:
    """The rules of the law and of the city, deployed with the code."""
    return rows("incidents", "deadlines", Deadline)


def by_key(pk: str, sk: str) -> Duty:
    return load(pk, sk, Duty)


def duties(incident_id: str) -> dict[str, Duty]:
    known = partition(f"report#{incident_id}", Duty, limit=SHOWN)
    return {duty.id: duty for duty in known}


def keeping(duty: Duty) -> Write:
    """A write; the duty has no due any more once it is done or was reported as overdue."""
    due = None if duty.reported or duty.late else duty.deadline
    return Write(f"report#{duty.incident}", duty.id, duty, due=due)


def reports(incident_id: str) -> list[Report]:
    return partition(f"incident#{incident_id}", Report, starts="report#", limit=SHOWN)


def writing(report: Report) -> Write:
    return Write(f"incident#{report.incident}", _seq(report.seq), report)


def _seq(seq: int) -> str:
    return f"report#{seq:06}"
