"""Counts a closed hazard once, in all its figures, in one write."""

from contextlib import suppress

from functions.facilities.assets import store as assets
from functions.facilities.assets.model import Asset
from functions.facilities.ledger import store as ledger
from functions.facilities.ledger.model import LedgerEntry
from linli.errors import NotFound
from linli.store import Write, commit, until_settled

from . import rules, store
from .model import Outcome, Spent


def count(hazard_id: str) -> None:
    """A joined hazard is counted with the one it was joined to; one that was reopened and is closed
    again is counted already.
    """
    entry = ledger.entry(hazard_id)
    if entry.is_open or entry.closed_at is None or entry.joined_to:
        return
    one = rules.outcome(entry, ledger.facts(entry), _asset(entry), entry.closed_at)

    def settle() -> None:
        empty = [rules.empty(one, by, value) for by, value in rules.places(one)]
        if store.is_counted(empty[0].id, one):
            return
        between, writes = _between(one)
        writes.append(store.counted_of(one))
        known = store.known([figure.id for figure in empty])
        for figure in empty:
            after = rules.add(known.get(figure.id, figure), one, between)
            writes += [store.figure_of(after), store.outcome_of(figure.id, one)]
        commit(*writes)

    until_settled(settle)


def _between(one: Outcome) -> tuple[Spent, list[Write]]:
    if one.asset_id is None or one.rejected:
        return Spent(), []
    after, between = rules.stretch(store.stretch(one.asset_id), one.asset_id, one.found_at)
    return between, [store.stretch_of(after)]


def _asset(entry: LedgerEntry) -> Asset | None:
    if asset_id := entry.where.asset_id:
        with suppress(NotFound):
            return assets.asset(asset_id)
    return None
