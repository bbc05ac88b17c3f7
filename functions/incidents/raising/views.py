"""The request to raise an incident."""

from typing import Annotated

from pydantic import AwareDatetime, Field, FiniteFloat

from events.facilities import Priority
from functions.incidents.model import Words
from linli.model import Fact
from linli.places import Community, Grid

Asset = Annotated[str, Field(pattern=r"^([A-Z]{2}-[A-Za-z0-9-]{1,40}|\d{16})$")]
Code = Annotated[str, Field(pattern=r"^[NAPSO][0-9](\.[0-9]{1,2})?$")]


class Point(Fact):
    lat: Annotated[FiniteFloat, Field(ge=-90, le=90)]
    lon: Annotated[FiniteFloat, Field(ge=-180, le=180)]


class Raising(Fact):
    """Place and time as far as known; times default to now. A `drill` remains one."""

    community: Community
    grid: Grid | None = None
    category: Code
    priority: Priority
    what: Words
    address: Annotated[str, Field(min_length=1, max_length=200)]
    building: Annotated[str, Field(min_length=1, max_length=60)] | None = None
    point: Point | None = None
    asset_id: Asset | None = None
    happened_at: AwareDatetime | None = None
    learned_at: AwareDatetime | None = None
    drill: bool = False
