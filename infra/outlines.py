"""Outlines of communities and their buildings for the maps of screens, from a city's GeoJSON file.

The file is a FeatureCollection (RFC 7946) as a geographic information system exports it. Of the
properties only two are read, and only what is read reaches a browser: an export may hold more than
the public may see.
"""

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from infra.settings import Settings, reasons
from linli.places import Community

LARGEST = 200_000  # bytes of a community's outlines, which a phone fetches with a map


def _drawable(ring: "Ring") -> "Ring":
    if ring[0] != ring[-1]:
        raise ValueError("a ring must end where it begins")
    if any(not (-180 <= at[0] <= 180 and -90 <= at[1] <= 90) for at in ring):
        raise ValueError("positions are [longitude, latitude] in degrees")
    return ring


Position = Annotated[tuple[float, ...], Field(min_length=2, max_length=3)]
Ring = Annotated[tuple[Position, ...], Field(min_length=4), AfterValidator(_drawable)]
Rings = Annotated[tuple[Ring, ...], Field(min_length=1)]


class Unfit(ValueError):
    """An outline that cannot be drawn, or of a community that the city does not have."""


class Read(BaseModel):
    model_config = ConfigDict(frozen=True)


class Polygon(Read):
    type: Literal["Polygon"]
    coordinates: Rings


class MultiPolygon(Read):
    type: Literal["MultiPolygon"]
    coordinates: tuple[Rings, ...]


class Properties(Read):
    """`building` is its name; without it the feature is the outline of the community itself."""

    community: Community
    building: str | None = None


class Feature(Read):
    type: Literal["Feature"]
    geometry: Annotated[Polygon | MultiPolygon, Field(discriminator="type")]
    properties: Properties


class Outlines(Read):
    type: Literal["FeatureCollection"]
    features: tuple[Feature, ...]


def of(settings: Settings) -> dict[str, bytes]:
    """A FeatureCollection per community. Raises Unfit, with the reason."""
    file = settings.outlines
    if not file:
        return {}
    try:
        found = Outlines.model_validate_json(file.read_bytes())
    except OSError as error:
        raise Unfit(f"{file}: {error.strerror}") from None
    except ValidationError as error:
        raise Unfit(f"{file}: {reasons(error)}") from None
    by_community: dict[str, list[Feature]] = {}
    for feature in found.features:
        by_community.setdefault(feature.properties.community, []).append(feature)
    written = {code: _written(features) for code, features in sorted(by_community.items())}
    if strange := sorted(written.keys() - {one.code for one in settings.communities}):
        raise Unfit(f"{file}: not communities of this city: {', '.join(strange)}")
    if large := [code for code, content in written.items() if len(content) > LARGEST]:
        raise Unfit(f"{file}: over {LARGEST:,} bytes, simplify it: {', '.join(large)}")
    return written


def _written(features: list[Feature]) -> bytes:
    collection = Outlines(type="FeatureCollection", features=tuple(features))
    return collection.model_dump_json(exclude_none=True).encode()
