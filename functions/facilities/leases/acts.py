"""What is done about leases: load, decide, save."""

from datetime import datetime

from functions.facilities.assets import rules as assets
from functions.facilities.assets.model import Asset
from functions.facilities.model import Command, Kind
from linli import clock, leases
from linli.rows import rows

from . import rules, store
from .model import Lease, Row

ROWS = rows("facilities", "leases", Row)


def take(asset: Asset, who: str, minutes: int) -> Lease:
    now = clock.now(asset.community)
    rules.leased(ROWS, assets.kept(asset), now)
    return store.change(
        asset.id,
        asset.community,
        lambda before: leases.taken(before, who, minutes, now),
        lambda _: assets.line("lease-taken", asset, now, who),
    )


def give_back(asset: Asset, by: str, reason: str | None = None, *, broken: bool) -> Lease:
    now, what = clock.now(asset.community), "lease-broken" if broken else "lease-given-back"
    return store.change(
        asset.id,
        asset.community,
        lambda before: leases.given_back(before, None if broken else by),
        lambda _: assets.line(what, asset, now, by, reason=reason),
    )


def ordering(
    asset_id: str, community: str, kind: Kind | None, command: Command, by: str, now: datetime
) -> Lease | None:
    """To be written with what is ordered; None where it takes no lease."""
    row = rules.row(ROWS, kind, command, now)
    if row is None:
        return None
    return rules.ordering(row, store.lease(asset_id, community), by, now)
