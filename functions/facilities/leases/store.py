"""Storage of leases. Keys are spelled in this file and nowhere else.

lease#<asset>    lease    who may control the asset by hand
"""

from collections.abc import Callable

from functions.facilities.assets.model import Entry
from functions.facilities.assets.store import history_of
from linli.store import Write, commit, find, stored, until_settled

from .model import Lease


def lease(asset_id: str, community: str) -> Lease:
    """The lease; a new one if the asset was never leased."""
    return find(_lease(asset_id), "lease", Lease) or Lease(asset_id=asset_id, community=community)


def writing(lease: Lease) -> Write:
    return Write(_lease(lease.asset_id), "lease", lease)


def change(
    asset_id: str,
    community: str,
    decide: Callable[[Lease], Lease],
    line: Callable[[Lease], Entry],
) -> Lease:
    def settle() -> Lease:
        before = lease(asset_id, community)
        after = decide(before)
        if after == before:
            return after
        commit(writing(after), *history_of([line(after)]))
        return stored(after)

    return until_settled(settle)


def _lease(asset_id: str) -> str:
    return f"lease#{asset_id}"
