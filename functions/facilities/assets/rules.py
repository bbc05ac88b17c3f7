"""What people may enter of an asset. Pure."""

from datetime import datetime

from linli.errors import Invalid, Stale

from .model import Asset, Entry, Particulars


def placed(asset: Asset) -> Asset:
    """Refuse a grid that is not in the asset's community."""
    if asset.grid and not asset.grid.startswith(asset.community):
        raise Invalid("grid-elsewhere", "/body/grid")
    return asset


def revise(asset: Asset, particulars: Particulars, version: int) -> Asset:
    """Stale if the edit was made on another version of the asset."""
    if asset.version != version:
        raise Stale(asset, version)
    return placed(asset.model_copy(update=dict(particulars)))


def line(what: str, asset: Asset, now: datetime, by: str) -> Entry:
    """What the history says of a person's entry in the ledger."""
    return Entry(asset_id=asset.id, what=what, at=now, recorded_at=now, by=by)
