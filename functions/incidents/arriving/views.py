"""What a phone sends of an arrival."""

from typing import Annotated

from pydantic import AwareDatetime, Field, FiniteFloat

from linli.model import Fact

Longitude = Annotated[FiniteFloat, Field(ge=-180, le=180)]
Latitude = Annotated[FiniteFloat, Field(ge=-90, le=90)]


class Arriving(Fact):
    """`at` is when he came, which a phone without a signal may send later; `position` where he was
    then, as GeoJSON has it, if he wishes to say.
    """

    at: AwareDatetime
    position: tuple[Longitude, Latitude] | None = None
