"""Facts that the environment feature makes known."""

from typing import ClassVar, Literal

from pydantic import AwareDatetime

from events import Event
from events.facilities import HazardEvent, Priority, Raises

__all__ = ["Priority", "Raises"]


class ExceedanceEvent(HazardEvent):
    """A station, named by `asset_id`, measured what its limit `limit_id` does not allow: a hazard
    like any other. `reference`: the state does not control the station; `verified`: we have read
    the limit in its source.
    """

    feature: ClassVar[str] = "environment"
    reference: bool = True
    verified: bool = False


class AirExceeded(ExceedanceEvent):
    """An hour's AQI (`value`) is over the limit, or in a worse step of it than was told before."""

    primary: tuple[str, ...] = ()


class NoiseExceeded(ExceedanceEvent):
    """An hour's noise, its mean (`leq`) or its loudest (`lmax`), is over what its zone may have by
    day or by night.
    """

    zone: str
    period: Literal["day", "night"]


class WaterSuspected(ExceedanceEvent):
    """An instrument says that water is out of its limits: once, which is a suspicion, or twice
    within ten minutes, which is an incident. That it is unsafe only a laboratory says.
    """


class ExceedanceCleared(ExceedanceEvent):
    """The station measures inside its limits again."""


class ExceedanceSettled(ExceedanceEvent):
    """It is over: its incident closed, or a mere hazard that is inside its limits again."""


class WaterJudged(Event):
    """A laboratory said what the water of a case is."""

    feature: ClassVar[str] = "environment"
    case_id: str
    station_id: str
    outcome: Literal["safe", "unsafe"]


class CaseReported(Event):
    """Somebody reported a case to a department, after dissuasion where the law wants it first."""

    feature: ClassVar[str] = "environment"
    case_id: str
    station_id: str
    kind: str
    department: str
    dissuasions: int


class AirWarningEvent(Event):
    """What a government's warning would be made of. It is none: the community only relays."""

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
    """The AQI of an hour is past 200, or in a worse level than was told before."""


class AirWarningLifted(AirWarningEvent):
    """The AQI of an hour is 200 or less again."""


class SightingEvent(HazardEvent):
    """A sensor, named by `asset_id`, saw something: a hazard like any other, whose `value` is how
    sure the surest sensor is. `seen_by` counts the sensors; nothing says who was seen. `verified`:
    we have read its article in its source.
    """

    feature: ClassVar[str] = "environment"
    seen_by: int = 1
    verified: bool = False


class ThrownObjectSeen(SightingEvent):
    """Something was thrown or fell from above, as a sensor says that is sure enough and right
    often; said once, however many see it.
    """


class FallSuspected(SightingEvent):
    """Somebody may have fallen: he is asked, and whoever answers for him."""


class FallConfirmed(SightingEvent):
    """Somebody fell and needs help: he says so, nobody answered, or people found it."""

    why: Literal["said", "unanswered", "found"]


class FallCancelled(SightingEvent):
    """All is well, as who fell says, or who answers for him."""


class SightingSettled(SightingEvent):
    """It is over: its incident closed, or nobody sees to it any more."""


class SensorDoubted(HazardEvent):
    """Of what a sensor saw too much turned out to be nothing (`value`, in per cent): it is a hazard
    until it is right more often. What it sees is still recorded.
    """

    feature: ClassVar[str] = "environment"


class SensorTrusted(HazardEvent):
    """A doubted sensor is right often enough again, or heard no more."""

    feature: ClassVar[str] = "environment"
