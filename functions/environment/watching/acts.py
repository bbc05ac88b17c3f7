"""Evaluation of a station: load, decide, save, and again on conflict."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from functools import partial

from functions.environment.cases import rules as case_rules
from functions.environment.cases import store as cases
from functions.environment.cases.life import Changed
from functions.environment.cases.model import Case
from functions.environment.known import EXCEEDANCES, NUMBERS
from functions.environment.model import Exceedance, StationKind
from functions.environment.stations import store as stations
from functions.environment.stations.model import Station
from functions.environment.values import making, water
from linli import clock
from linli.aggregates.folding import HOUR, begin
from linli.messages import AHEAD, Sample
from linli.packs import reading
from linli.points import TooMany
from linli.store import Write, commit, stored, until_settled
from linli.wall import local_day

from . import deciding, ending, hours, store, suspecting
from .making import GRACE, Making
from .model import Watch

CALM = NUMBERS["water-calm"].span
PAUSE = 0.02  # a station that catches up has messages in several batches at once; seconds
REACH = timedelta(minutes=max(row.within or 0 for one in EXCEEDANCES for row in one.rows))


def begun(station: Station, now: datetime) -> Write:
    """Evaluated from the hour of its registration on."""
    hour = begin(now, HOUR)
    about = station.model_dump(include={"community", "kind"})
    watch = Watch(station_id=station.id, made=hour, due=hour + HOUR + GRACE(now), **about)
    return store.keep(watch)


def look(pk: str, sk: str) -> None:
    """Called by the sweeper: compute what is due; retired stations are skipped."""

    def settle() -> None:
        watch = store.by_key(pk, sk)
        now = clock.now(watch.community)
        if watch.due is None or watch.due > now:
            return
        station = stations.station(watch.station_id)
        retired = station.state == "retired"
        commit(*(ending.ended(watch, now) if retired else Making(station, watch, now).writes()))

    until_settled(settle)


def is_calm(station: Station, samples: Iterable[Sample]) -> bool:
    """Whether the samples affect only their own hour, while no case is open."""
    now = clock.now(station.community)
    return not any(
        hours.is_late(sample.at, now, GRACE(now)) or _fails(station, sample) for sample in samples
    )


def heard(station: Station, samples: Sequence[Sample]) -> list[Write]:
    return _heard(station, [one.at for one in samples], samples, stored=False)


def _heard(
    station: Station, times: Iterable[datetime], samples: Iterable[Sample], *, stored: bool
) -> list[Write]:
    """If late samples are `stored`, the watch is written in any case: an evaluation that read
    before they were must conflict and read again.
    """
    before, now = store.watch(station.id), clock.now(station.community)
    late = hours.concerned(before, times, now, GRACE(now))
    after, writes = hours.to_redo(before, late, now), []
    if station.kind == StationKind.WATER:
        after, changed = _water(station, after, samples)
        writes += [cases.keep(changed)] if changed else []
    return [store.keep(after), *writes] if after != before or (stored and late) else writes


def settle(station: Station, times: Sequence[datetime]) -> None:
    """Re-evaluate after storing: an hour may have been recomputed before, or other samples of water
    stored without being folded.
    """

    def again() -> None:
        kept = _kept_since(station, min(times) - REACH)
        if writes := _heard(station, times, kept, stored=True):
            commit(*writes)

    until_settled(again, pause=PAUSE)


def _kept_since(station: Station, since: datetime) -> Sequence[Sample]:
    """If there are too many, only the latest: a track keeps no more than the latest
    moments either.
    """
    if station.kind != StationKind.WATER:
        return ()
    until = clock.now(station.community) + AHEAD
    while True:
        try:
            return reading.since(station.id, since, until)
        except TooMany as many:
            since = many.begins


def assessed(station: Station, sample: Sample) -> water.Judged:
    """A sample of water, by the limits there."""
    return water.judged(sample.measures, making.kept(station), local_day(sample.at))


def _fails(station: Station, sample: Sample) -> bool:
    return station.kind == StationKind.WATER and bool(assessed(station, sample).over)


def within(at: datetime) -> timedelta:
    """The greatest distance of two moments that make one suspicion."""
    return timedelta(minutes=max(one.at(at).within or 0 for one in EXCEEDANCES))


def worst(at: datetime) -> Exceedance:
    """The rule by which water is an incident; the gravest, if the city has none."""
    rows = [row for one in EXCEEDANCES if (row := one.at(at)).key == "water"]
    return min(rows, key=lambda row: (row.raises != "incident", row.priority))


def _water(
    station: Station, watch: Watch, samples: Iterable[Sample]
) -> tuple[Watch, Changed | None]:
    track = suspecting.taken(watch.track, samples, partial(assessed, station))
    case = cases.known(watch.open.get("water"))
    changed = deciding.water(station, track, case, EXCEEDANCES, within, CALM)
    if changed is None or changed.after == case:
        return watch.model_copy(update={"track": track}), None
    return _kept(watch.model_copy(update={"track": track}), changed), changed


def judged(case_id: str, decide: Callable[[Case], Changed]) -> Case:
    """A laboratory's result; the station's public status is written with it."""

    def settle() -> Case:
        before = cases.case(case_id)
        changed = decide(before)
        if changed.after == before:
            return before
        watch = _kept(store.watch(before.station_id), changed)
        commit(cases.keep(changed), store.keep(watch))
        return stored(changed.after)

    return until_settled(settle)


def release(hazard_id: str, now: datetime) -> None:
    """Its incident was closed; hazards of other features are unknown here."""
    if cases.known(hazard_id):
        judged(hazard_id, lambda case: case_rules.release(case, now))


def _kept(watch: Watch, changed: Changed) -> Watch:
    """With the case's new state."""
    case = changed.after
    beside = {*watch.beside} - {case.id}
    if watch.open.get(case.key, case.id) == case.id:
        watch = deciding.opened(watch, case.key, changed)
    elif case.unsafe and not case.closed_at:
        beside |= {case.id}  # another case of this kind has begun since
    return watch.model_copy(update={"beside": tuple(sorted(beside))})
