"""The duties to report that an incident brings, and how they are done. Pure: rows and time come in
as arguments.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time, timedelta

from functions.incidents.model import Incident
from functions.incidents.statutory import VERIFIED, Grade
from linli.errors import Refused
from linli.wall import CHINA, local_day

from .model import Deadline, Duty, Told, What

DAY = timedelta(days=1)
WORST: tuple[Grade, ...] = ("I", "II", "III", "IV")


def worst(incident: Incident) -> Grade | None:
    """The worse of the grades by rules and by people decides."""
    person = incident.grading_by_person
    either = {incident.grade, person.grade if person else None}
    return next((grade for grade in WORST if grade in either), None)


def fits(row: Deadline, category: str) -> bool:
    """`A` is each A, `A6` is A6.1 too."""
    return any(
        category == one or category.startswith(f"{one}.") or (len(one) == 1 and category[0] == one)
        for one in row.categories
    )


def of(rows: Iterable[Deadline], what: What, category: str, at: datetime) -> list[Deadline]:
    """The rules that apply to such an event, the most specific last."""
    known = [r for r in rows if r.what == what and r.in_force(at) and fits(r, category)]
    return sorted(known, key=lambda row: max(map(len, row.categories)))


def window(rows: Iterable[Deadline], incident: Incident) -> datetime:
    """Until when supplements are due: days count from the next day on, and the last one counts
    whole.
    """
    row = of(rows, "window", incident.category, incident.hazard_at)[-1]
    days = timedelta(minutes=row.value) // DAY
    last = local_day(incident.hazard_at) + days * DAY
    return datetime.combine(last + DAY, time.min, CHINA)


def must_be_within(rows: Iterable[Deadline], incident: Incident, now: datetime) -> None:
    if now >= window(rows, incident):
        raise Refused("past-supplement")


def arising(
    rows: Sequence[Deadline], incident: Incident, known: Mapping[str, Duty], since: datetime
) -> list[Duty]:
    """Duties that it does not have yet; none for a drill. Rows are in order of levels. What a worse
    grade brings does not count from before that was learned.
    """
    if incident.drill:
        return []
    duties = dict(known)
    for row in rows:
        if row.what == "report" and row.id not in duties and _applies(row, incident):
            before = duties.get(row.after or "")
            begun = incident.hazard_at if row.counts_from == "occurred" else since
            base = max(_done(before), since) if before else begun
            duties[row.id] = _duty(row, row.id, incident, since, base)
    return [duty for name, duty in duties.items() if name not in known]


def supplementing(
    rows: Iterable[Deadline], incident: Incident, known: Mapping[str, Duty], since: datetime
) -> list[Duty]:
    """A change of the facts requires a supplement to everyone informed; `incident` has the newest
    facts.
    """
    if incident.drill or not any(duty.reported for duty in known.values()):
        return []
    found = of(rows, "supplement", incident.category, incident.hazard_at)[-1:]
    return [_duty(row, f"{row.id}@{incident.entries:06}", incident, since, since) for row in found]


def must_fit(duty: Duty, kind: str, channel: str) -> None:
    if duty.channel not in ("any", channel):
        raise Refused("wrong-channel")
    told_before = bool(duty.reported) or "@" in duty.id  # as were a supplement's recipients
    if told_before != (kind == "supplement"):
        raise Refused("already-reported" if told_before else "not-reported-yet")


def tell(duty: Duty, said_at: datetime, by: str, seq: int) -> Duty:
    """The initial report fulfils the duty; later ones are supplements and leave it unchanged."""
    if duty.reported:
        return duty
    told = Told(at=said_at, by=by, seq=seq)
    return duty.model_copy(update={"reported": told, "late": duty.late or said_at > duty.deadline})


def sooner(
    rows: Iterable[Deadline], told: Duty, duties: Mapping[str, Duty], at: datetime
) -> list[Duty]:
    """The next level's time counts from the report of the level below, if that was early, and the
    times of all levels above with it; within the rules in force `at` the time of the incident.
    """
    rows = [row for row in rows if row.in_force(at)]
    minutes = {row.id: row.value for row in rows}
    found = []
    for duty in duties.values():
        if duty.after == told.row and not duty.reported:
            deadline = max(_done(told), duty.since) + timedelta(minutes=minutes[duty.row])
            if deadline < duty.deadline:
                before = duty.model_copy(update={"deadline": deadline})
                found += [before, *sooner(rows, before, duties, at)]
    return found


def named(duties: Mapping[str, Duty], name: str) -> Duty:
    """The named duty, by default the most urgent."""
    found = [one for one in in_order(duties.values()) if name in ("", one.id)]
    if not found:
        raise Refused("no-such-duty", 404)
    return found[0]


def in_order(duties: Iterable[Duty]) -> list[Duty]:
    """Open ones first, most urgent first."""
    return sorted(duties, key=lambda duty: (duty.reported is not None, duty.deadline, duty.id))


def overdue(duty: Duty, now: datetime) -> Duty | None:
    """None if it is not overdue, or was already reported as such."""
    if duty.reported or duty.late or duty.deadline > now:
        return None
    return duty.model_copy(update={"late": True})


def _applies(row: Deadline, incident: Incident) -> bool:
    return (
        row.in_force(incident.hazard_at)
        and fits(row, incident.category)
        and (not row.grades or worst(incident) in row.grades)
        and (not row.infectious or incident.figures.infectious in row.infectious)
    )


def _done(duty: Duty) -> datetime:
    return duty.reported.at if duty.reported else duty.deadline


def _duty(row: Deadline, name: str, incident: Incident, since: datetime, base: datetime) -> Duty:
    return Duty(
        id=name,
        incident=incident.id,
        community=incident.community,
        row=row.id,
        by=row.by,
        to=row.to,
        channel=row.channel,
        after=row.after,
        grade=worst(incident),
        article=row.article,
        verified=row.mark == VERIFIED,
        since=since,
        deadline=base + timedelta(minutes=row.value),
    )
