"""Who must take an incident, and within how many minutes. Pure: time comes in as an argument.

A roster says who holds a post when; a chain says to which posts an incident is escalated in turn;
times are the time limit of each act.
"""

from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import NamedTuple

from events.facilities import Priority
from functions.incidents.model import Act, Incident
from linli.wall import CHINA

from .model import Chain, Roster, Shift, Time


class Pick(NamedTuple):
    """The person found, and the posts before that were vacant or whose roster was unreadable."""

    level: int
    post: str
    person: str | None
    stuck: bool
    vacant: tuple[str, ...]


def on_duty(roster: Roster | None, at: datetime) -> str | None:
    for shift in roster.shifts if roster else ():
        if _covers(shift, at.astimezone(CHINA)):
            return shift.person
    return None


def pick(
    incident: Incident, chain: Chain, roster: Callable[[str, str], Roster | None], at: datetime
) -> Pick:
    """The next person of the chain who is on duty; at its end, the operator.

    An unreadable roster does not stop the dispatch: its post is skipped and reported as unreadable.
    """
    tried = incident.level - incident.first_level
    vacant: list[str] = []
    for step, level in enumerate(chain.levels[tried:], start=incident.level + 1):
        place = incident.grid if level.place == "grid" else incident.community
        try:
            person = on_duty(roster(place, level.post), at) if place else None
        except (TypeError, ValueError):
            vacant.append(f"{level.post} (unreadable)")
            continue
        if person:
            return Pick(step, level.post, person, stuck=False, vacant=tuple(vacant))
        vacant.append(level.post)
    last = max(incident.first_level + len(chain.levels), incident.level) + 1
    return Pick(last, "operator", chain.operator, stuck=True, vacant=tuple(vacant))


def all_on_duty(
    incident: Incident, chain: Chain, roster: Callable[[str, str], Roster | None], at: datetime
) -> list[str]:
    """Everyone on duty at the posts of the chain; unreadable rosters are skipped."""
    found: list[str] = []
    for level in chain.levels:
        place = incident.grid if level.place == "grid" else incident.community
        with suppress(TypeError, ValueError):
            if place and (person := on_duty(roster(place, level.post), at)):
                found.append(person)
    return found


def verifier(
    incident: Incident,
    chain: Chain,
    roster: Callable[[str, str], Roster | None],
    at: datetime,
    handlers: Collection[str] = (),
) -> str | None:
    """Who must verify: the chain's last post or its operator, but not the person who handled it, or
    one of the `handlers` of what was joined to it.
    """
    last = chain.model_copy(update={"levels": chain.levels[-1:]})
    anew = incident.model_copy(update={"first_level": incident.level})
    either = pick(anew, last, roster, at).person, chain.operator
    theirs = (incident.assignee, *handlers)
    return next((one for one in either if one and one not in theirs), None)


def allowed(
    times: Iterable[Time], chain: Chain, priority: Priority, category: str, at: datetime
) -> dict[Act, int]:
    """Minutes per act, by the city's rules in force or by the chain's own; neither extends what the
    law allows.
    """
    known = [row for row in times if row.priority == priority and row.in_force(at)]
    of_city = {row.act: row.value for row in known if not row.categories}
    of_chain = {act: by[priority] for act, by in chain.minutes.items() if priority in by}
    found = of_city | of_chain
    for row in known:
        if category in row.categories:
            found[row.act] = min(row.value, found.get(row.act, row.value))
    return found


def is_patient(chain: Chain, priority: Priority) -> bool:
    """Whether the community has its own time limit to acknowledge."""
    return priority in chain.minutes.get("acknowledge", {})


def _covers(shift: Shift, now: datetime) -> bool:
    if shift.start < shift.until:
        return shift.start <= now.time() < shift.until and _begins(shift, now.date())
    if now.time() >= shift.start:
        return _begins(shift, now.date())
    return now.time() < shift.until and _begins(shift, now.date() - timedelta(days=1))


def _begins(shift: Shift, day: date) -> bool:
    in_dates = (shift.first or day) <= day <= (shift.last or day)
    return in_dates and day.isoweekday() in shift.weekdays
