"""Where duties to tell somebody and reports rest. Keys are spelled in the store files alone.

report#<incident>           <duty>            a duty: until when, whether it was done; due till then
incident#<id>               report#<seq>      what was told, by the seq of its fact
"""

from functools import cache

from functions.incidents.store import SHOWN
from linli.rows import rows
from linli.store import Write, load, partition

from .model import Deadline, Duty, Report


@cache
def deadlines() -> tuple[Deadline, ...]:
    """The rows of the law and of the city, staged with the code."""
    return rows("incidents", "deadlines", Deadline)


def duty(incident_id: str, duty_id: str) -> Duty:
    return by_key(f"report#{incident_id}", duty_id)


def by_key(pk: str, sk: str) -> Duty:
    return load(pk, sk, Duty)


def duties(incident_id: str) -> dict[str, Duty]:
    known = partition(f"report#{incident_id}", Duty, limit=SHOWN)
    return {duty.id: duty for duty in known}


def keeping(duty: Duty) -> Write:
    """Once it was done, or it was said that it is overdue, time has nothing more to do with it."""
    due = None if duty.reported or duty.late else duty.deadline
    return Write(f"report#{duty.incident}", duty.id, duty, due=due)


def reports(incident_id: str) -> list[Report]:
    return partition(f"incident#{incident_id}", Report, starts="report#", limit=SHOWN)


def report(incident_id: str, seq: int) -> Report:
    return load(f"incident#{incident_id}", _seq(seq), Report)


def writing(report: Report) -> Write:
    return Write(f"incident#{report.incident}", _seq(report.seq), report)


def _seq(seq: int) -> str:
    return f"report#{seq:06}"
