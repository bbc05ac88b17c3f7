"""What an hourly value, or samples of water, mean for a station's cases. Pure."""

from functions.environment.cases import life
from functions.environment.cases.life import Changed, Rows
from functions.environment.cases.model import Case
from functions.environment.model import Exceedance, Key, StationKind
from functions.environment.stations.model import Station
from functions.environment.values.model import Over, Value
from linli.numbers import Length

from .model import Track
from .suspecting import Suspicion, suspicion

KEYS: dict[StationKind, tuple[Key, ...]] = {
    StationKind.AIR: ("aqi",),
    StationKind.NOISE: ("leq", "lmax"),
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
    """By a recomputed past hour that was not published: begun and ended at once."""
    over = _over(hour, key)
    if over is None or (case and case.since <= hour.begins):
        return None
    row = life.row_for(rows, over, over.value, hour.ends)
    if row is None:
        return None
    begun = life.begin(station, over, row, hour.begins, hour.ends, _primary(hour))
    over_with = life.close(begun.after.model_copy(update={"cleared_at": hour.ends}), hour.ends)
    return Changed(over_with.after, (*begun.news, *over_with.news))


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


def _over(hour: Value, key: Key) -> Over | None:
    return next((one for one in hour.over if one.key == key), None)


def _is_known(hour: Value, key: Key) -> bool:
    if key == "aqi":
        return hour.air is not None and hour.air.aqi is not None
    return hour.means.get(key) is not None


def _primary(hour: Value) -> tuple[str, ...]:
    return hour.air.primary if hour.air else ()
