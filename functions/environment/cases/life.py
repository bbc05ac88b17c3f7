"""How a case begins, gets worse, clears and ends. Pure."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from events import Event
from events.environment import (
    Ending,
    ExceedanceCleared,
    ExceedanceSettled,
    ExceedanceWithdrawn,
)
from functions.environment.model import Exceedance
from functions.environment.stations.model import Station
from functions.environment.values.model import Over
from linli.aggregates.folding import HOUR
from linli.dated import Unbroken

from . import news
from .model import Case

OPEN = {"cleared_at": None, "closed_at": None, "ended": None, "withdrawn_at": None}
UNSURE = ("not_measured", "withdrawn")  # endings that data may undo
Rows = Iterable[Unbroken[Exceedance]]


class Changed(NamedTuple):
    after: Case
    news: tuple[Event, ...] = ()


def row_for(rows: Rows, over: Over, amount: float, at: datetime) -> Exceedance | None:
    """The worst rule for that amount; None if the city tolerates it."""
    fit = [row for one in rows if _fits(row := one.at(at), over) and amount >= row.least]
    return max(fit, key=lambda row: row.least, default=None)


def begin(
    station: Station,
    over: Over,
    row: Exceedance,
    since: datetime,
    at: datetime,
    primary: tuple[str, ...] = (),
) -> Changed:
    """A new case; its id derives from `since`, and `at` is when it was found."""
    case = Case(
        id=news.id_of(station.id, over.key, since),
        station_id=station.id,
        community=station.community,
        grid=station.grid,
        lat=station.point.lat,
        lon=station.point.lon,
        kind=station.kind,
        key=over.key,
        reference=not station.controlled,
        zone=station.zone,
        since=since,
        seen=at,
        primary=primary,
        **_of(over),
        **_by(row, None, at),
    )
    return Changed(case, (news.exceeded(case, at),))


def again(
    case: Case, over: Over, row: Exceedance, at: datetime, primary: tuple[str, ...] = ()
) -> Changed:
    """Published again if it is worse than before, or had cleared or ended by a lack of data."""
    seen = at if case.withdrawn_at else max(at, case.seen)  # withdrawn: by no other hour
    new = {"seen": seen, "primary": primary, "withdrawn_at": None}
    after = case.model_copy(update=new)
    worse = is_worse(case, row)
    undone = case.withdrawn_at is not None and case.closed_at is None
    back = case.cleared_at is not None or case.ended in UNSURE or undone
    if worse or back:
        by = _by(row, case, at) if worse else {}
        after = after.model_copy(update={**_of(over), **by, **OPEN, "episode": case.episode + back})
        return Changed(after, (news.exceeded(after, at),))
    return Changed(after)


def is_worse(case: Case, row: Exceedance) -> bool:
    return row.priority < case.priority or (row.raises, case.raises) == ("incident", "hazard")


def lasting(case: Case, begins: datetime, at: datetime) -> Case:
    """It came to light late that a case, open or not, had begun by then, and lasted until `at` at
    least.
    """
    ends = {name: getattr(case, name) for name in ("cleared_at", "closed_at")}
    new = {name: max(at, end) for name, end in ends.items() if end}
    if begins < case.since:
        new |= {"since": begins, "found": case.begun}
    return case.model_copy(update={"seen": max(at, case.seen), **new})


def clear(case: Case, at: datetime, why: Ending = "measured") -> Changed:
    """Cleared; a case that is only a hazard ends, unless a laboratory has found the water
    unsafe.
    """
    if case.cleared_at or case.withdrawn_at:
        return Changed(case)
    after = case.model_copy(update={"cleared_at": at})
    told = news.event(ExceedanceCleared, after, at)
    if case.raises == "incident" or case.unsafe:
        return Changed(after, (told,))
    over = close(after, at, why)
    return Changed(over.after, (told, *over.news))


def close(case: Case, at: datetime, why: Ending) -> Changed:
    after = case.model_copy(update={"closed_at": at, "ended": why})
    return Changed(after, (news.event(ExceedanceSettled, after, at, why=why),))


def withdraw(case: Case, now: datetime) -> Changed:
    """Nothing was exceeded. An incident is closed by its people; an end by people remains theirs.
    Published with the latest event time of the case: hearers order its events by that.
    """
    new: dict[str, Any] = {"withdrawn_at": now}
    if case.raises == "hazard" and case.ended in (None, "measured", "not_measured"):
        new |= {"ended": "withdrawn", "closed_at": case.closed_at or now}
    after = case.model_copy(update=new)
    hours = [one.hour + HOUR for one in case.corrections]
    at = max(case.seen, case.cleared_at or case.seen, *hours)
    return Changed(after, (news.event(ExceedanceWithdrawn, after, at),))


def end(case: Case, at: datetime) -> Changed:
    """Its station has ended."""
    cleared = clear(case, at, "retired")
    if cleared.after.closed_at:
        return cleared
    over = close(cleared.after, at, "retired")
    return Changed(over.after, (*cleared.news, *over.news))


def _fits(row: Exceedance, over: Over) -> bool:
    return row.key == over.key and row.period in (None, over.period)


def _of(over: Over) -> dict[str, Any]:
    said = over.model_dump(include={"measure", "value", "limit", "article", "verified", "period"})
    return {**said, "limit_id": over.row}


def _by(row: Exceedance, case: Case | None, at: datetime) -> dict[str, Any]:
    """The consequence of a rule; water incidents need a sample, and a former incident
    remains one.
    """
    wanted = case.sample_since if case else None
    if row.key == "water" and row.raises == "incident":
        wanted = wanted or at
    said = row.model_dump(include={"raises", "priority", "category"})
    return {**said, "rule": row.id, "sample_since": wanted}
