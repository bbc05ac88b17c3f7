"""A registered station of air, noise or water."""

from typing import Annotated, Literal

from pydantic import Field

from functions.environment.model import Line, StationId, StationKind
from linli.geo import Spot
from linli.model import Fact, Noun
from linli.places import Community, Grid
from linli.standards.gb3096 import Zone


class Particulars(Fact):
    """The fields that people may correct. `controlled`: by the state (国控); readings of all others
    are reference values.
    """

    name: Line
    point: Spot
    address: Line
    grid: Grid | None = None
    controlled: bool = False
    zone: Zone | None = None  # noise: functional zone
    water: Literal["tap", "plant", "river", "lake"] | None = None
    small: bool = False  # drinking water: a small supply, with wider limits
    target: Annotated[int, Field(ge=1, le=5)] | None = None  # surface water: target class


class StationCard(Particulars):
    """The input to register a station."""

    id: StationId
    community: Community
    kind: StationKind


class StationRevision(Particulars):
    """Messages of a retired station are refused; its past remains visible."""

    state: Literal["in_use", "retired"] = "in_use"


class Station(StationCard, Noun):
    """Changed by people only."""

    state: Literal["in_use", "retired"] = "in_use"
