"""Events of the environment feature."""

from typing import ClassVar, Literal

from pydantic import AwareDatetime

from events import Event
from events.facilities import HazardEvent, Priority, Raises

__all__ = ["Priority", "Raises"]

# Why a case is over: measured to be within limits, its incident was closed, a laboratory found
# the water safe, the station was retired, nothing was measured for so long that nobody knows, or
# late data show that nothing was exceeded.
Ending = Literal["measured", "closed", "judged", "retired", "not_measured", "withdrawn"]
# Of those, why a warning is over.
Lifting = Literal["measured", "not_measured", "retired", "withdrawn"]


class ExceedanceEvent(HazardEvent):
    """The station `asset_id` violates the limit `limit_id`: a hazard like any other. `reference`:
    the station is not controlled by the state; `verified`: the limit was checked against its
    source.
    """

    feature: ClassVar[str] = "environment"
    reference: bool = True
    verified: bool = False


class AirExceeded(ExceedanceEvent):
    """An hourly AQI (`value`) exceeds the limit, or reached a worse level than before."""

    primary: tuple[str, ...] = ()


class NoiseExceeded(ExceedanceEvent):
    """The noise of an hour, its mean (`leq`) or maximum (`lmax`), exceeds its zone's limit by day
    or night.
    """

    zone: str
    period: Literal["day", "night"]


class WaterSuspected(ExceedanceEvent):
    """Water violates a limit by an instrument: once is a suspicion, twice within ten minutes an
    incident. Only a laboratory finds that it is unsafe.
    """


class ExceedanceCleared(ExceedanceEvent):
    """The station's measurements are within limits again."""


class ExceedanceSettled(ExceedanceEvent):
    """The case is over: its incident was closed, or, without one, measurements are within limits,
    or nothing was measured for too long (`why`).
    """

    why: Ending = "measured"


class ExceedanceWithdrawn(ExceedanceEvent):
    """Late data show that none of its hours was exceeded: what was published of the case was wrong.
    It remains on record.
    """


class WaterJudged(Event):
    """A laboratory's result for the water of a case."""

    feature: ClassVar[str] = "environment"
    case_id: str
    station_id: str
    outcome: Literal["safe", "unsafe"]


class CaseReported(Event):
    """A case was reported to an authority, after dissuasion where the law requires it."""

    feature: ClassVar[str] = "environment"
    case_id: str
    station_id: str
    kind: str
    department: str
    dissuasions: int


class AirWarningEvent(Event):
    """Data for a government's warning. It is not a warning itself: the community only
    relays those.
    """

    feature: ClassVar[str] = "environment"
    warning_id: str
    station_id: str
    aqi: int
    level: int
    primary: tuple[str, ...] = ()
    begins: AwareDatetime
    article: str
    reference: bool = True


class AirWarningDrafted(AirWarningEvent):
    """An hourly AQI is above 200, or reached a worse level than before."""


class AirWarningLifted(AirWarningEvent):
    """The hourly AQI is 200 or less again, or `not_measured` for too long, or its station was
    retired, or late data show that it never was above 200 (`withdrawn`).
    """

    why: Lifting = "measured"


class SightingEvent(HazardEvent):
    """The sensor `asset_id` detected something: a hazard like any other, whose `value` is the
    highest confidence. `seen_by` counts the sensors; nothing identifies a person. `verified`: its
    article was checked against its source.
    """

    feature: ClassVar[str] = "environment"
    seen_by: int = 1
    verified: bool = False


class ThrownObjectSeen(SightingEvent):
    """An object was thrown or fell, by a sensor with sufficient confidence and record; one event,
    however many sensors detect it.
    """


class FallSuspected(SightingEvent):
    """A possible fall: the person is asked, and those who answer for them."""


class FallConfirmed(SightingEvent):
    """A fall that needs help: by the person's answer, without an answer, or found by people."""

    why: Literal["said", "unanswered", "found"]


class FallCancelled(SightingEvent):
    """All is well, by the person who fell or those who answer for them."""


class SightingSettled(SightingEvent):
    """The sighting is over: its incident was closed, or its handling ended."""


class SensorDoubted(HazardEvent):
    """The share of a sensor's false alarms (`value`, percent) is too high: it is a hazard until
    that improves. Its reports are still recorded.
    """

    feature: ClassVar[str] = "environment"


class SensorTrusted(HazardEvent):
    """A doubted sensor is reliable again, or was retired."""

    feature: ClassVar[str] = "environment"
