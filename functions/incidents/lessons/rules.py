"""Durations from a timeline, and what a case adds to a month. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from functions.incidents.model import Act, Entry, Incident, Stage
from linli.wall import CHINA

from .model import Case, Cause, Figures, Spell, Step

ENDS: dict[Stage, tuple[Step, Stage]] = {  # the step that a stage waits for, and its end
    "dispatched": ("acknowledge", "acknowledged"),
    "acknowledged": ("handle", "handled"),
    "handled": ("verify", "verified"),
    "verified": ("close", "closed"),
}
LAST = 20  # incidents remembered per cause


def spells(facts: Iterable[Entry], allowed: Mapping[Act, int]) -> list[Spell]:
    """From facts in order; a step without an end is left out. Handling is also late by the time
    since the hazard began, which the timeline then tells.
    """
    found: list[Spell] = []
    overdue = False
    since: Entry | None = None
    taken: Entry | None = None
    for fact in facts:
        if taken and fact.kind == "arrived":
            found.append(_arrival(taken, fact, allowed))
        overdue = overdue or fact.kind == "overdue"
        if since and fact.stage != since.stage:
            if since.stage in ENDS:
                found.append(_spell(since, fact, allowed, overdue=overdue))
            since, overdue = fact, False
        since = since or fact
        taken = since if since.stage == "acknowledged" else taken
    return found


def case(incident: Incident, facts: Sequence[Entry], closed_at: datetime, before: int) -> Case:
    took = spells(facts, incident.allowed)
    minutes: Counter[Step] = Counter()
    for one in took:
        minutes[one.act] += one.minutes  # type: ignore[index]
    return Case(
        id=incident.id,
        community=incident.community,
        month=month(closed_at),
        closed_at=closed_at,
        subject=incident.subject,
        category=incident.category,
        priority=incident.priority,
        minutes=dict(minutes),
        overdue=any(one.late for one in took),
        causes=causes(incident),
        repeats=before,
    )


def month(at: datetime) -> str:
    """In local time."""
    return f"{at.astimezone(CHINA):%Y-%m}"


def causes(incident: Incident) -> tuple[str, ...]:
    """Without an asset or a building, recurrence cannot be recognized."""
    asset = incident.subject if incident.subject != incident.category else None
    known = (("asset", asset), ("building", incident.building))
    return tuple(f"{what}|{which}|{incident.category}" for what, which in known if which)


def again(cause: Cause, case: Case) -> Cause:
    """Counted once per incident, however often it is closed."""
    if case.id in cause.incidents:
        return cause
    new = {"count": cause.count + 1, "last_at": max(cause.last_at, case.closed_at)}
    return cause.model_copy(update={**new, "incidents": (*cause.incidents, case.id)[-LAST:]})


def add(figures: Figures, case: Case, times: int = 1) -> Figures:
    """Add the case; with times = -1, subtract it."""
    new: dict[str, Any] = {
        "closed": figures.closed + times,
        "overdue": figures.overdue + times * case.overdue,
        "repeats": figures.repeats + times * (case.repeats > 0),
        "by_priority": _counted(figures.by_priority, case.priority, times),
        "by_category": _counted(figures.by_category, case.category, times),
    }
    minutes = dict(figures.minutes)
    for step, took in case.minutes.items():
        minutes[step] = _counted(minutes.get(step, {}), bucket(took), times)
    return figures.model_copy(update={**new, "minutes": minutes})


def is_of(case: Case, figure: str) -> bool:
    """Whether the figure counts this case."""
    return {"overdue": case.overdue, "repeats": case.repeats > 0}.get(figure, True)


def bucket(minutes: int) -> int:
    """Rounded down to two significant digits, from a hundred on."""
    unit = int(10 ** max(0, len(str(minutes)) - 2))
    return minutes // unit * unit


def median(counts: Mapping[int, int]) -> int | None:
    """The median; of an even number, the lower middle value."""
    middle = (sum(counts.values()) + 1) // 2
    for minutes in sorted(counts):
        middle -= counts[minutes]
        if middle <= 0:
            return minutes
    return None


def _spell(since: Entry, until: Entry, allowed: Mapping[Act, int], *, overdue: bool) -> Spell:
    act, end = ENDS[since.stage]
    minutes = int((until.at - since.at) / timedelta(minutes=1))
    most = allowed.get(act)
    late = most is not None and until.at - since.at > timedelta(minutes=most)
    return Spell(
        act=act,
        since=since.at,
        until=until.at,
        minutes=minutes,
        allowed=most,
        late=late or overdue or until.stage == "late",
        done=until.stage == end,
    )


def _arrival(taken: Entry, fact: Entry, allowed: Mapping[Act, int]) -> Spell:
    """From the acknowledgement, since a phone may report the arrival later."""
    until = max(fact.happened_at or fact.at, taken.at)
    most = allowed.get("arrive")
    return Spell(
        act="arrive",
        since=taken.at,
        until=until,
        minutes=int((until - taken.at) / timedelta(minutes=1)),
        allowed=most,
        late=most is not None and until - taken.at > timedelta(minutes=most),
        done=True,
    )


def _counted(counts: Mapping[Any, int], key: Any, times: int) -> dict[Any, int]:
    new = dict(counts) | {key: counts.get(key, 0) + times}
    return {name: count for name, count in new.items() if count}
