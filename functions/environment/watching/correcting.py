"""What an hour that was computed anew means for what had been published by it. Pure."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple

from functions.environment.cases import life
from functions.environment.cases.life import Changed, Rows
from functions.environment.cases.model import MOST, Case, Correction
from functions.environment.model import Exceedance, Key
from functions.environment.stations.model import Station
from functions.environment.values.model import Over, Value
from linli.numbers import Length

from .deciding import BY_TIME, LEVELS, exceeded, is_known, primary


class Anew(NamedTuple):
    """An hour as it was published, None if it was not, and as it is since the time `at`."""

    was: Value | None
    hour: Value
    at: datetime


def undone(anew: Anew, key: Key, is_one: Callable[[Value], object]) -> bool:
    """Whether it was published as one, and was none by what is known now."""
    if anew.was is None or not is_known(anew.hour, key):
        return False
    return bool(is_one(anew.was)) and not is_one(anew.hour)


def none(case: Case, anew: Anew, key: Key, rest: datetime | None) -> Changed:
    """The hour was none of the case's. `rest` is the end of the latest other that is; without one
    the case is withdrawn.
    """
    after = _noted(case, anew, key)
    if rest is None:
        return life.withdraw(after, anew.at)
    return Changed(after.model_copy(update={"seen": rest}))


def past(station: Station, anew: Anew, key: Key, case: Case | None, rows: Rows) -> Changed | None:
    """By an hour that is not the newest: begun and cleared at once, or of a case."""
    hour, found = anew.hour, exceeded(anew.hour, key, rows)
    if found is None:
        fine = is_known(hour, key)
        return life.clear(case, hour.ends) if case and fine and _ends(case, hour) else None
    if case is None:
        begun = life.begin(station, *found, hour.begins, hour.ends, primary(hour))
        return _cleared_at_once(begun, anew, key)
    if case.withdrawn_at or _is_back(case, hour):
        again = life.again(case, *found, hour.ends, primary(hour))
        if again.news:
            return _cleared_at_once(again, anew, key)
        return Changed(_noted(again.after, anew, key))  # people had closed it
    if hour.begins < case.since or (case.ended == "measured" and hour.begins >= case.seen):
        return _gone_on(case, found, anew, key)
    lasts = case.closed_at is None or case.ended == "not_measured"
    return Changed(life.lasting(case, hour.begins, hour.ends)) if lasts else None


def concerns(case: Case, hour: Value, stands: Length) -> bool:
    """Whether the hour is one of the case, or would be, had it been known in time."""
    lost = case.ended == "not_measured" and hour.begins < case.seen + stands(case.seen)
    return lost or case.closed_at is None or hour.begins < case.seen


def may_go_on(case: Case, hour: Value, stands: Length) -> bool:
    """Whether a case that is over may have lasted till this hour: not too many lie between."""
    gap = hour.begins - case.seen
    return case.ended == "measured" and timedelta(0) <= gap < stands(case.seen)


def may_begin_with(case: Case, hour: Value, first: Value, row: Exceedance, stands: Length) -> bool:
    """Whether a case may have begun with this hour: not too many lie before the `first` of which it
    is. What is worse is published, and so a case of its own.
    """
    over = case.withdrawn_at or case.ended not in (None, *BY_TIME)
    gap = first.begins - hour.ends
    return not over and not life.is_worse(case, row) and gap < stands(hour.ends)


def _gone_on(case: Case, found: tuple[Over, Exceedance], anew: Anew, key: Key) -> Changed:
    """It lasted an hour longer than was published, which is published only if that was worse."""
    (over, row), hour = found, anew.hour
    if life.is_worse(case, row):
        again = life.again(case, over, row, hour.ends, primary(hour))
        return _cleared_at_once(again, anew, key)
    return Changed(_noted(life.lasting(case, hour.begins, hour.ends), anew, key))


def _ends(case: Case, hour: Value) -> bool:
    """Whether the case is over with this hour within limits, and that was not known."""
    is_over = case.closed_at is not None and case.ended != "not_measured"
    return hour.begins >= case.seen and not is_over


def _is_back(case: Case, hour: Value) -> bool:
    """Whether the case, not closed by its people yet, had cleared before this hour."""
    return bool(not case.closed_at and case.cleared_at and case.cleared_at <= hour.begins)


def _cleared_at_once(changed: Changed, anew: Anew, key: Key) -> Changed:
    cleared = life.clear(_noted(changed.after, anew, key), anew.hour.ends)
    return Changed(cleared.after, (*changed.news, *cleared.news))


def _noted(case: Case, anew: Anew, key: Key) -> Case:
    was, value = _amount(anew.was, key), _amount(anew.hour, key)
    one = Correction(at=anew.at, hour=anew.hour.begins, was=was, value=value)
    return case.model_copy(update={"corrections": (*case.corrections, one)[-MOST:]})


def _amount(hour: Value | None, key: Key) -> float | None:
    if hour and key in LEVELS:
        return hour.means.get(key)
    return hour.air.aqi if hour and hour.air else None
