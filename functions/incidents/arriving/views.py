"""The report of an arrival."""

from typing import Annotated

from pydantic import AwareDatetime, Field, FiniteFloat

from linli.model import Fact

Longitude = Annotated[FiniteFloat, Field(ge=-180, le=180)]
Latitude = Annotated[FiniteFloat, Field(ge=-90, le=90)]


class Arriving(Fact):
    """`at` is the time of arrival, which an offline phone sends later; `position`, optional, is the
    place in GeoJSON order (longitude, latitude).
    """

    at: AwareDatetime
    position: tuple[Longitude, Latitude] | None = None
