"""Who may command by hand what requires a lease. Pure.

Linked actions of a hazard, automatic or confirmed, need no lease: making a place safe never waits
for whoever is in control.
"""

from collections.abc import Iterable
from datetime import datetime

from functions.facilities.assets.model import Asset
from functions.facilities.model import Command, Kind
from linli import leases
from linli.errors import Refused

from .model import Lease, Row


def row(rows: Iterable[Row], kind: Kind | None, command: Command, at: datetime) -> Row | None:
    """The rule that requires a lease; None if the command needs none."""
    own = (one for one in rows if one.kind == kind and command in one.commands)
    return next((one for one in own if one.in_force(at)), None)


def leased(rows: Iterable[Row], asset: Asset, at: datetime) -> Asset:
    if not any(one.kind == asset.kind and one.in_force(at) for one in rows):
        raise Refused("not-leased")
    return asset


def ordering(row: Row, lease: Lease, who: str, now: datetime) -> Lease:
    """The lease to command by: one's own, or acquired now; refused while another holds it."""
    if leases.holds(lease, who, now):
        return lease
    return leases.taken(lease, who, row.minutes, now)


def until(lease: Lease | None, at: datetime) -> datetime:
    """A command expires with its lease, so that it cannot interfere with the next holder."""
    return min(at, lease.until) if lease and lease.until else at
