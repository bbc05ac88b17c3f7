"""Acts on leases: load, decide, save."""

from datetime import datetime
from typing import NamedTuple

from functions.facilities.assets import rules as assets
from functions.facilities.assets.model import Asset, Entry
from functions.facilities.assets.store import history_of
from functions.facilities.model import Command, Kind
from linli import clock, leases
from linli.rows import rows
from linli.store import Write

from . import rules, store
from .model import Lease, Row

ROWS = rows("facilities", "leases", Row)
TAKEN = "lease-taken"


def take(asset: Asset, who: str, minutes: int) -> Lease:
    now = clock.now(asset.community)
    rules.leased(ROWS, assets.kept(asset), now)
    return store.change(
        asset.id,
        asset.community,
        lambda before: leases.taken(before, who, minutes, now),
        lambda _: assets.line(TAKEN, asset, now, who),
    )


def give_back(asset: Asset, by: str, reason: str | None = None, *, broken: bool) -> Lease:
    now, what = clock.now(asset.community), "lease-broken" if broken else "lease-given-back"
    return store.change(
        asset.id,
        asset.community,
        lambda before: leases.given_back(before, None if broken else by),
        lambda _: assets.line(what, asset, now, by, reason=reason),
    )


class Driven(NamedTuple):
    """The lease held by whoever commands, and the writes that go with the command."""

    lease: Lease
    writes: list[Write]


def ordering(
    asset_id: str, community: str, kind: Kind | None, command: Command, by: str, now: datetime
) -> Driven | None:
    """None if the command needs no lease. Acquiring one adds a line of history."""
    row = rules.row(ROWS, kind, command, now)
    if row is None:
        return None
    before = store.lease(asset_id, community)
    after = rules.ordering(row, before, by, now)
    taken = Entry(asset_id=asset_id, what=TAKEN, at=now, recorded_at=now, by=by)
    return Driven(after, [store.writing(after), *([] if after == before else history_of([taken]))])
