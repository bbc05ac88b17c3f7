"""Responses of the routes of stations."""

from pydantic import AwareDatetime, BaseModel

from functions.environment.stations.model import Station
from functions.environment.values import views
from functions.environment.values.measures import Measure, measures
from functions.environment.values.model import Value
from functions.environment.values.views import AirAdvice, AirLevel, Words
from linli.numbers import Length
from linli.wall import local_day

from . import suspecting
from .model import Status, Watch


class StationShown(Station):
    """A station with its latest hour in words: `level` of air, `quality` of surface water.

    `status` is of water: `checking` during a suspicion, `unsafe` only by a laboratory's result;
    None if nothing was measured in the latest hour.
    `measured` is the end of the latest hour of which enough was measured; if that is not `latest`,
    nothing is known of the present. `reference` marks a reference value (参考值).
    """

    measured: AwareDatetime | None
    latest: Value | None
    status: Status | None
    level: AirLevel | None
    quality: Words | None
    reference: Words | None


class StationNow(StationShown):
    """`unmeasured` are those of `measures` of which the latest hour has no valid value; `doubted`
    those for which water is checked, until they have read well again.
    """

    unmeasured: list[str]
    doubted: list[str]
    advice: AirAdvice | None
    measures: list[Measure]


class Stations(BaseModel):
    """`next` is the `after` of the next page."""

    items: list[StationShown]
    next: str | None


def shown(station: Station, watch: Watch | None) -> StationShown:
    hour = watch.latest if watch else None
    return StationShown(
        **station.model_dump(),
        measured=watch.measured if watch else None,
        latest=hour,
        status=watch.water if watch else None,
        level=views.level(hour) if hour else None,
        quality=views.quality(hour) if hour else None,
        reference=views.reference(station),
    )


def now(station: Station, watch: Watch, calm: Length) -> StationNow:
    hour = watch.latest
    day = local_day(hour.begins if hour else watch.made)
    known, means = measures(station, day), hour.means if hour else {}
    doubted = suspecting.doubted(watch.track, calm) if watch.water == "checking" else set()
    return StationNow(
        **shown(station, watch).model_dump(),
        unmeasured=[one.id for one in known if means.get(one.id) is None],
        doubted=sorted(doubted),
        advice=views.advice(hour) if hour else None,
        measures=known,
    )
