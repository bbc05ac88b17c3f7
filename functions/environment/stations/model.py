"""A station of air, noise or water, as people know it."""

from typing import Annotated, Literal

from pydantic import Field

from functions.environment.model import Line, StationId, StationKind
from linli.geo import Spot
from linli.model import Fact, Noun
from linli.places import Community, Grid
from linli.standards.gb3096 import Zone


class Particulars(Fact):
    """What people know of a station and may correct. `controlled`: by the state (国控); readings of
    all others are reference values.
    """

    name: Line
    point: Spot
    address: Line
    grid: Grid | None = None
    controlled: bool = False
    zone: Zone | None = None  # of noise: its functional zone
    water: Literal["tap", "plant", "river", "lake"] | None = None
    small: bool = False  # of drinking water: a supply so small that wider limits hold
    target: Annotated[int, Field(ge=1, le=5)] | None = None  # of surface water: its class


class StationCard(Particulars):
    """What a person enters to register a station."""

    id: StationId
    community: Community
    kind: StationKind


class StationRevision(Particulars):
    """A retired one is heard no more, and its past is still shown."""

    state: Literal["in_use", "retired"] = "in_use"


class Station(StationCard, Noun):
    """Only people change it."""

    state: Literal["in_use", "retired"] = "in_use"
