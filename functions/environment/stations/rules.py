"""Validation of station data. Pure."""

from linli.errors import Invalid, Refused, Stale

from .model import Station, StationRevision

OF_KIND = {"air": (), "noise": ("zone",), "water": ("water",)}  # required fields by kind
ONLY = {"zone": ("noise",), "water": ("water",), "target": ("water",), "small": ("water",)}


def placed(station: Station) -> Station:
    """Refuse a grid outside the community, and fields that do not fit the kind."""
    if station.grid and not station.grid.startswith(station.community):
        raise Invalid("grid-elsewhere", "/body/grid")
    for name in OF_KIND[station.kind]:
        if getattr(station, name) is None:
            raise Invalid("needed-of-its-kind", f"/body/{name}")
    for name, kinds in ONLY.items():
        if getattr(station, name) and station.kind not in kinds:
            raise Invalid("not-of-its-kind", f"/body/{name}")
    surface = station.water in ("river", "lake")
    if station.kind == "water" and surface is (station.target is None):
        raise Invalid("needed-of-its-kind" if surface else "not-of-its-kind", "/body/target")
    return station


def revise(station: Station, revision: StationRevision, version: int) -> Station:
    """Stale if the edit is based on another version; retirement is final."""
    if station.version != version:
        raise Stale(station, version)
    if station.state == "retired":
        raise Refused("station-retired")
    said = {name: getattr(revision, name) for name in StationRevision.model_fields}
    return placed(station.model_copy(update=said))


def retired(station: Station) -> Station:
    """Retired because its community was closed."""
    return station.model_copy(update={"state": "retired"})
