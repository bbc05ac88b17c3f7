"""Who may order by hand what one party at a time drives. Pure.

What follows from a hazard, at once or once somebody confirmed it, asks for no lease: nothing that
makes a place safe waits for whoever happens to drive.
"""

from collections.abc import Iterable
from datetime import datetime

from functions.facilities.assets.model import Asset
from functions.facilities.model import Command, Kind
from linli import leases
from linli.errors import Refused

from .model import Lease, Row


def row(rows: Iterable[Row], kind: Kind | None, command: Command, at: datetime) -> Row | None:
    """None, where anybody who may order it may do so whoever else does."""
    own = (one for one in rows if one.kind == kind and command in one.commands)
    return next((one for one in own if one.in_force(at)), None)


def leased(rows: Iterable[Row], asset: Asset, at: datetime) -> Asset:
    if not any(one.kind == asset.kind and one.in_force(at) for one in rows):
        raise Refused("not-leased")
    return asset


def ordering(row: Row, lease: Lease, who: str, now: datetime) -> Lease:
    """The lease that he orders by: his own, or taken with it; refused while another has it."""
    if leases.holds(lease, who, now):
        return lease
    return leases.taken(lease, who, row.minutes, now)


def until(lease: Lease | None, at: datetime) -> datetime:
    """Who drives it next is not to meet the last one's word."""
    return min(at, lease.until) if lease and lease.until else at
