"""What an hourly value, or samples of water, mean for a station's cases. Pure."""

from collections.abc import Callable, Iterable
from typing import Any

from functions.environment.cases import life
from functions.environment.cases.life import Changed, Rows
from functions.environment.cases.model import Case
from functions.environment.model import Exceedance, Key, StationKind
from functions.environment.stations.model import Station
from functions.environment.values.model import Over, Value
from linli.numbers import Length

from .model import Track, Watch
from .suspecting import Suspicion, ended, suspicion

BY_TIME = ("measured", "not_measured")  # endings that no people saw
LEVELS: tuple[Key, ...] = ("leq", "lmax")
KEYS: dict[StationKind, tuple[Key, ...]] = {
    StationKind.AIR: ("aqi",),
    StationKind.NOISE: LEVELS,
    StationKind.WATER: (),  # judged by samples
}


def current(
    station: Station, hour: Value, key: Key, case: Case | None, rows: Rows
) -> Changed | None:
    """By the newest hour. An unknown value changes nothing: unknown is not good."""
    found = exceeded(hour, key, rows)
    if found is None:
        return life.clear(case, hour.ends) if case and is_known(hour, key) else None
    if case is None:
        return life.begin(station, *found, hour.begins, hour.ends, primary(hour))
    return life.again(case, *found, hour.ends, primary(hour))


def exceeded(hour: Value, key: Key, rows: Rows) -> tuple[Over, Exceedance] | None:
    """What the hour exceeds, with its consequence; None also if the city tolerates it."""
    over = next((one for one in hour.over if one.key == key), None)
    row = life.row_for(rows, over, over.value, hour.begins) if over else None
    return (over, row) if over and row else None


def unmeasured(hour: Value, key: Key, case: Case, stands: Length) -> Changed | None:
    """By the newest hour: a case is over that rests on older hours only. It has not cleared, since
    no sensor returned to normal; an incident is ended by its people, who can say that the sensor is
    out of order. Of water, samples clear it: it waits for measures of which none came, whatever
    else was measured in the hour.
    """
    if case.raises == "incident" or (key != "water" and is_known(hour, key)):
        return None
    late = hour.ends - case.seen >= stands(case.seen)
    return life.close(case, hour.ends, "not_measured") if late else None


def warned(hour: Value, rows: Rows) -> Exceedance | None:
    """The rule by which the hour gives data for a warning."""
    found = exceeded(hour, "aqi", rows)
    return found[1] if found and found[1].warns else None


def water(
    station: Station,
    track: Track,
    case: Case | None,
    rows: Rows,
    within: Length,
    calm: Length,
) -> Changed | None:
    of = suspicion(track, within, calm)
    if of is None:
        return None
    changed = _suspected(station, of, case, rows)
    if changed is None or of.cleared_at is None or changed.after.cleared_at:
        return changed
    cleared = life.clear(changed.after, of.cleared_at)
    return Changed(cleared.after, (*changed.news, *cleared.news))


def _suspected(station: Station, of: Suspicion, case: Case | None, rows: Rows) -> Changed | None:
    shown = of.pair or of.first
    row = life.row_for(rows, shown.over, 2 if of.pair else 1, shown.at)
    if row is None:
        return Changed(case) if case else None
    if case is None:
        return life.begin(station, shown.over, row, of.first.at, shown.at)
    if of.last.at <= case.seen and (row.raises, case.raises) != ("incident", "hazard"):
        return Changed(case)
    return life.again(case, of.last.over, row, of.last.at)


def opened(watch: Watch, key: Key, changed: Changed) -> Watch:
    """With the case added, or removed if it has ended; its moments of water no longer count."""
    case = changed.after
    rest = {name: case_id for name, case_id in watch.open.items() if name != key}
    new: dict[str, Any] = {"open": rest if case.closed_at else rest | {key: case.id}}
    if key == "water":
        people = case.ended not in BY_TIME
        new["track"] = ended(watch.track, by_people=people) if case.closed_at else watch.track
        new["unsafe"] = case.unsafe and not case.closed_at
    return watch.model_copy(update=new)


def is_known(hour: Value, key: Key) -> bool:
    return hour.known and (key not in LEVELS or hour.means.get(key) is not None)


def is_partial(hour: Value) -> bool:
    """Whether its index rests on some pollutants only."""
    return bool(hour.air and hour.air.aqi is not None and hour.air.missing)


def sure(hour: Value, before: Iterable[Value], by: Callable[[Value], set[str]]) -> Value:
    """An hour of air within limits, as it is for what rests on the hours before it, in order: its
    index is unknown if a pollutant `by` which such an hour was exceeded is missing, and was ever
    since.
    """
    doubted: set[str] = set()
    for one in before:
        if one.air:
            doubted = doubted & {*one.air.missing} | by(one)
    if hour.air is None or doubted.isdisjoint(hour.air.missing):
        return hour
    unknown = hour.air.model_copy(update={"aqi": None, "level": None})
    return hour.model_copy(update={"air": unknown})


def primary(hour: Value) -> tuple[str, ...]:
    return hour.air.primary if hour.air else ()
