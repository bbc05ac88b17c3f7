"""A sensor, and its record of right and false alarms."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AwareDatetime, StringConstraints

from functions.environment.model import Line, StationId
from linli.geo import Spot
from linli.model import Fact, Noun
from linli.places import Community, Grid

Outcome = Literal["real", "false"]
Sub = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.:@-]{1,64}$")]  # a person


class SensorKind(StrEnum):
    CAMERA = "camera"
    RADAR = "radar"
    WEARABLE = "wearable"


class Place(Fact):
    """Its place. Devices in the same place get the linked actions: see facilities."""

    name: Line
    point: Spot
    grid: Grid | None = None
    building: Line | None = None
    zone: Line | None = None


class SensorCard(Place):
    """The input to register a sensor. `person` is who is monitored at home or wears it, registered
    as a ward. A camera covers public places and monitors no one.
    """

    id: StationId
    community: Community
    kind: SensorKind
    person: Sub | None = None


class SensorRevision(Place):
    """Messages of a retired sensor are refused."""

    state: Literal["in_use", "retired"] = "in_use"


class Sensor(SensorCard, Noun):
    """Changed by people only."""

    state: Literal["in_use", "retired"] = "in_use"


class Judged(Fact):
    """The outcome of one of its sightings."""

    sighting: str
    outcome: Outcome


class Record(Noun):
    """`judged` holds the latest sightings that count, in order of judgement. While `doubted`, the
    sensor is a hazard under that id.
    """

    sensor_id: str
    community: Community
    seen: int = 0
    last_at: AwareDatetime | None = None
    judged: tuple[Judged, ...] = ()
    doubted: str | None = None
    doubted_since: AwareDatetime | None = None

    @property
    def false(self) -> int:
        return sum(one.outcome == "false" for one in self.judged)

    @property
    def rate(self) -> float | None:
        """The share of false alarms; None without judged sightings."""
        return self.false / len(self.judged) if self.judged else None
