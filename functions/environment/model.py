"""What all packages of the environment share: stations and their kinds, numbers, exceedances."""

from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, FiniteFloat, PositiveFloat, StringConstraints

from events.environment import Priority, Raises
from linli.dated import Dated
from linli.messages import Measure

StationId = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}-[A-Za-z0-9-]{1,40}$")]
Line = Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)]
Words = Annotated[str, StringConstraints(min_length=2, max_length=1000, strip_whitespace=True)]
Key = Literal["aqi", "leq", "lmax", "water"]  # what may be exceeded at a station; one case each


FLAG = "_flag_"


def flagged(measure: str, flag: str) -> str:
    """The name of a measure with the flag by which an instrument marks it as invalid."""
    return f"{measure}{FLAG}{flag.lower()}"


def counts(measure: str) -> bool:
    return FLAG not in measure


class StationKind(StrEnum):
    AIR = "air"
    NOISE = "noise"
    WATER = "water"


class Item(Dated):
    """A row of rules/packets.yaml: the measure and valid range of a code of HJ 212."""

    id: str
    code: str
    said: Annotated[tuple[str, ...], Field(min_length=1)]
    kind: StationKind
    measure: Measure
    unit: str  # unit in the packet
    times: PositiveFloat = 1
    article: str
    mark: str

    @property
    def factor(self) -> Decimal:
        return Decimal(str(self.times))


class Exceedance(Dated):
    """A row of rules/exceedances.yaml: the consequence of an exceedance.

    `least` is an AQI, or a number of moments `within` so many minutes; for noise any excess counts.
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
