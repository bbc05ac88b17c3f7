"""Computes a station's value by its kind. Pure; rows come from known.py."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from functions.environment.known import (
    AIR,
    DRINKING,
    NIGHTS,
    NOISE,
    NUMBERS,
    SURFACE,
    VALIDITY,
)
from functions.environment.model import StationKind
from functions.environment.stations.model import Station
from linli.aggregates.folding import HOUR
from linli.points import Point
from linli.wall import local_day

from . import air, noise, water
from .model import Value
from .spans import Stretch


def of_points(station: Station, of: Stretch, points: Iterable[Point]) -> Value:
    """An hour of any kind; for noise and water also a day or night."""
    if station.kind == StationKind.AIR:
        how = {"controlled": station.controlled}
        return _value(station, of, air.hour(of.begins, points, VALIDITY, AIR, **how))
    if station.kind == StationKind.NOISE and station.zone:
        least = NUMBERS["noise-hour"].count(of.begins) * ((of.ends - of.begins) // HOUR)
        return _value(
            station, of, noise.made(of.begins, points, station.zone, NOISE, NIGHTS, least)
        )
    day = local_day(of.begins)
    return _value(station, of, water.made(points, kept(station), day))


def of_hours(station: Station, of: Stretch, hours: Mapping[datetime, Value]) -> Value:
    """A day of air."""
    day = local_day(of.begins)
    means: Sequence[Mapping[str, float | None]] = [
        hours[at].means if at in hours else {}
        for at in (of.begins + n * HOUR for n in range(air.HOURS))
    ]
    made = air.day(day, means, VALIDITY, AIR, controlled=station.controlled)
    return _value(station, of, made)


def kept(station: Station) -> water.Kept:
    return water.Kept(station.water or "tap", station.small, station.target, DRINKING, SURFACE)


def _value(station: Station, of: Stretch, made: air.Made | noise.Made | water.Made) -> Value:
    return Value(
        station_id=station.id,
        community=station.community,
        kind=station.kind,
        **of._asdict(),
        **made._asdict(),
        reference=not station.controlled,
    )
