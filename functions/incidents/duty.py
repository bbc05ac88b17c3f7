"""Who must take an incident, and within how many minutes. Pure: time comes in as an argument.

A roster says who holds a post when; a chain says which posts an incident is dispatched to, one
after the other; times say how long each act may take. All are rows that people write.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta, timezone
from typing import Annotated, Literal, NamedTuple

from pydantic import ConfigDict, Field, StringConstraints

from events.facilities import Priority
from linli.model import Fact, Noun
from linli.places import Place
from linli.wall import Hour

from .model import Act, Incident

BEIJING = timezone(timedelta(hours=8))  # duty is kept by the clock on the wall


Post = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{1,39}$")]
Person = Annotated[str, StringConstraints(min_length=1, max_length=128)]
Weekday = Annotated[int, Field(ge=1, le=7)]
Minutes = Annotated[int, Field(ge=1, le=527_040)]


class Shift(Fact):
    """Hours of a person on some weekdays. One that ends no later than it begins ends the next day;
    `first` and `last` are the first and last days on which it begins.
    """

    model_config = ConfigDict(validate_by_name=True, serialize_by_alias=True)
    person: Person
    weekdays: Annotated[tuple[Weekday, ...], Field(min_length=1, max_length=7)]
    start: Hour = Field(alias="from")
    until: Hour
    first: date | None = None
    last: date | None = None


class RosterEdit(Fact):
    shifts: Annotated[tuple[Shift, ...], Field(max_length=100)]


class Roster(Noun):
    """Who holds a post at a place. Of several on duty the first named is told."""

    place: Place
    post: Post
    shifts: tuple[Shift, ...]


class Level(Fact):
    """One step of a chain: a post of the grid where it happened, or of its community."""

    post: Post
    place: Literal["grid", "community"] = "community"


class ChainEdit(Fact):
    """`operator` is told when the chain is exhausted; `minutes` override the city's times."""

    levels: Annotated[tuple[Level, ...], Field(max_length=8)]
    operator: Person
    minutes: dict[Act, dict[Priority, Minutes]] = {}


class Chain(Noun):
    """Whom the incidents of a community are dispatched to, step by step."""

    community: Place
    levels: tuple[Level, ...] = ()
    operator: Person | None
    minutes: dict[Act, dict[Priority, Minutes]] = {}


class GridEdit(Fact):
    name: Annotated[str, Field(min_length=1, max_length=60)]
    note: Annotated[str, Field(max_length=500)] = ""


class Grid(Noun):
    """A part of a community that one grid worker walks."""

    grid: Place
    community: Place
    name: str
    note: str = ""


class Time(Fact):
    """A row of rules/times.yaml: how long an act on an incident of that priority may take."""

    id: str
    act: Act
    priority: Priority
    value: Minutes
    unit: Literal["min"]
    article: str
    mark: str
    effective_from: date
    effective_to: date | None = None


class Pick(NamedTuple):
    """The person found, and the posts before him that nobody held, or nobody can tell who."""

    level: int
    post: str
    person: str | None
    stuck: bool
    vacant: tuple[str, ...]


def on_duty(roster: Roster | None, at: datetime) -> str | None:
    for shift in roster.shifts if roster else ():
        if _covers(shift, at.astimezone(BEIJING)):
            return shift.person
    return None


def pick(
    incident: Incident, chain: Chain, roster: Callable[[str, str], Roster | None], at: datetime
) -> Pick:
    """The next person of the chain who is on duty; the operator once nobody is left.

    A roster that cannot be read holds nobody back: its post is vacant, and said to be unreadable.
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


def verifier(
    incident: Incident, chain: Chain, roster: Callable[[str, str], Roster | None], at: datetime
) -> str | None:
    """Who is told that it was handled: the chain's last post or its operator, not who handled."""
    last = chain.model_copy(update={"levels": chain.levels[-1:]})
    anew = incident.model_copy(update={"first_level": incident.level})
    either = pick(anew, last, roster, at).person, chain.operator
    return next((one for one in either if one and one != incident.assignee), None)


def allowed(
    times: Iterable[Time], chain: Chain, priority: Priority, at: datetime
) -> dict[Act, int]:
    """Minutes for each act by the city's rows in force, or by the chain's where it says."""
    today = at.astimezone(BEIJING).date()
    of_city = {
        row.act: row.value
        for row in sorted(times, key=lambda row: row.effective_from)
        if row.priority == priority
        and row.effective_from <= today
        and (row.effective_to is None or today <= row.effective_to)
    }
    of_chain = {act: by[priority] for act, by in chain.minutes.items() if priority in by}
    return of_city | of_chain


def is_patient(chain: Chain, priority: Priority) -> bool:
    """Whether the community has its own minutes to acknowledge."""
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
