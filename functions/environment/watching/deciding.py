"""What an hourly value, or samples of water, mean for a station's cases. Pure."""

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
    over = _over(hour, key)
    row = life.row_for(rows, over, over.value, hour.ends) if over else None
    if over is None or row is None:
        return life.clear(case, hour.ends) if case and _is_known(hour, key) else None
    if case is None:
        return life.begin(station, over, row, hour.begins, hour.ends, _primary(hour))
    return life.again(case, over, row, hour.ends, _primary(hour))


def past(station: Station, hour: Value, key: Key, case: Case | None, rows: Rows) -> Changed | None:
    """By a recomputed past hour that was not published: begun and ended at once, or of a case."""
    over = _over(hour, key)
    row = life.row_for(rows, over, over.value, hour.ends) if over else None
    if case:
        return _corrected(case, hour, key, exceeded=row is not None)
    if over is None or row is None:
        return None
    begun = life.begin(station, over, row, hour.begins, hour.ends, _primary(hour))
    cleared = begun.after.model_copy(update={"cleared_at": hour.ends})
    over_with = life.close(cleared, hour.ends, "measured")
    return Changed(over_with.after, (*begun.news, *over_with.news))


def unmeasured(hour: Value, key: Key, case: Case, stands: Length) -> Changed | None:
    """By the newest hour: a case is over that rests on older hours only. It has not cleared, since
    no sensor returned to normal; an incident is ended by its people, who can say that the sensor is
    out of order. Of water, samples clear it: it waits for measures of which none came, whatever
    else was measured in the hour.
    """
    if case.raises == "incident" or (key != "water" and _is_known(hour, key)):
        return None
    late = hour.ends - case.seen >= stands(case.seen)
    return life.close(case, hour.ends, "not_measured") if late else None


def reaches(case: Case, hour: Value, stands: Length) -> bool:
    """Whether the case had not ended as not measured, had this hour been known in time."""
    lost = case.ended == "not_measured"
    return lost and case.since <= hour.begins < case.seen + stands(case.seen)


def _corrected(case: Case, hour: Value, key: Key, *, exceeded: bool) -> Changed | None:
    """Only a case that ended as not measured: another was judged by what was known."""
    if case.ended != "not_measured":
        return None
    if exceeded:
        return Changed(life.lasting(case, hour.ends))
    fine = _is_known(hour, key) and hour.begins >= case.seen
    return life.clear(case, hour.ends) if fine else None


def warned(hour: Value, rows: Rows) -> Exceedance | None:
    """The rule by which the hour gives data for a warning."""
    over = _over(hour, "aqi")
    row = life.row_for(rows, over, over.value, hour.ends) if over else None
    return row if row and row.warns else None


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
    """With the case added, or removed if it has ended; moments of water before its end no longer
    count.
    """
    case = changed.after
    rest = {name: case_id for name, case_id in watch.open.items() if name != key}
    new: dict[str, Any] = {"open": rest if case.closed_at else rest | {key: case.id}}
    if case.ended == "not_measured":
        new["lost"] = watch.lost | {key: case.id}
    if key == "water":
        new["track"] = ended(watch.track) if case.closed_at else watch.track
        new["unsafe"] = case.unsafe and not case.closed_at
    return watch.model_copy(update=new)


def _over(hour: Value, key: Key) -> Over | None:
    return next((one for one in hour.over if one.key == key), None)


def _is_known(hour: Value, key: Key) -> bool:
    return hour.known and (key not in LEVELS or hour.means.get(key) is not None)


def _primary(hour: Value) -> tuple[str, ...]:
    return hour.air.primary if hour.air else ()
