"""What people may say of a station. Pure."""

from linli.errors import Invalid, Refused, Stale

from .model import Station, StationRevision

OF_KIND = {"air": (), "noise": ("zone",), "water": ("water",)}  # what must be said of each
ONLY = {"zone": ("noise",), "water": ("water",), "target": ("water",), "small": ("water",)}


def placed(station: Station) -> Station:
    """Refuse a grid that is elsewhere, and what does not go with its kind."""
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
    """Stale if the edit was made on another version; what is retired stays so."""
    if station.version != version:
        raise Stale(station, version)
    if station.state == "retired":
        raise Refused("station-retired")
    said = {name: getattr(revision, name) for name in StationRevision.model_fields}
    return placed(station.model_copy(update=said))


def retired(station: Station) -> Station:
    """As its community is no more."""
    return station.model_copy(update={"state": "retired"})
