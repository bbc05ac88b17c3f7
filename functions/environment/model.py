"""What all rooms of the environment speak of: stations by their kind, numbers, what is exceeded."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, FiniteFloat, PositiveFloat, StringConstraints

from events.environment import Priority, Raises
from linli.dated import Dated

StationId = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}-[A-Za-z0-9-]{1,40}$")]
Line = Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)]
Words = Annotated[str, StringConstraints(min_length=2, max_length=1000, strip_whitespace=True)]
Key = Literal["aqi", "leq", "lmax", "water"]  # what of a station may be exceeded, one case each


class StationKind(StrEnum):
    AIR = "air"
    NOISE = "noise"
    WATER = "water"


class Number(Dated):
    """A row of rules/sensing.yaml: a number by which values are made and cases are judged."""

    id: str
    value: PositiveFloat
    unit: str
    article: str
    mark: str


class Exceedance(Dated):
    """A row of rules/exceedances.yaml: what it raises that so much is exceeded.

    `least` is an AQI, or a number of moments `within` so many minutes; by noise any excess counts.
    """

    id: str
    key: Key
    period: Literal["day", "night"] | None = None
    least: FiniteFloat = 0
    within: Annotated[int, Field(ge=1, le=60)] | None = None
    raises: Raises
    priority: Priority
    category: str
    warns: bool = False
    article: str
    mark: str
