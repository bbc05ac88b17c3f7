"""A sensor, what people enter of it, and how right it was."""

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
    """Where it is. What is there alike is told what follows from a sighting: see facilities."""

    name: Line
    point: Spot
    grid: Grid | None = None
    building: Line | None = None
    zone: Line | None = None


class SensorCard(Place):
    """What a person enters to register it. `person` is whom it watches over at home or wears it:
    he is registered for that, see wards. A camera watches over public places, and over nobody.
    """

    id: StationId
    community: Community
    kind: SensorKind
    person: Sub | None = None


class SensorRevision(Place):
    """A retired one is heard no more."""

    state: Literal["in_use", "retired"] = "in_use"


class Sensor(SensorCard, Noun):
    """Only people change it."""

    state: Literal["in_use", "retired"] = "in_use"


class Judged(Fact):
    """What one of its sightings turned out to be."""

    sighting: str
    outcome: Outcome


class Record(Noun):
    """How right a sensor was at the last: `judged` holds so many sightings as count, in the order
    in which they were judged. While it is `doubted` it is a hazard under that id.
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
        """Of its judged sightings the share that was none; None if none was judged."""
        return self.false / len(self.judged) if self.judged else None
