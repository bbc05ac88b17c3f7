"""Coordinates, and the distance between two points. Pure."""

from math import asin, cos, radians, sin, sqrt
from typing import Annotated

from pydantic import Field, FiniteFloat

from linli.model import Fact

EARTH = 6_371_000  # m


class Spot(Fact):
    """Degrees by CGCS2000, from which what a telephone finds (WGS-84) differs by centimetres. A
    point of a map in GCJ-02 or BD-09 lies some hundreds of metres off: it is to be converted first.
    """

    lat: Annotated[FiniteFloat, Field(ge=-90, le=90)]
    lon: Annotated[FiniteFloat, Field(ge=-180, le=180)]


def metres(lat: float, lon: float, lat2: float, lon2: float) -> float:
    """Great-circle distance, on a spherical earth: precise enough within a community."""
    north, east = radians(lat2 - lat) / 2, radians(lon2 - lon) / 2
    half = sin(north) ** 2 + cos(radians(lat)) * cos(radians(lat2)) * sin(east) ** 2
    return 2 * EARTH * asin(sqrt(half))
