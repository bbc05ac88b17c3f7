"""Enters a found hazard into the ledger: as a new entry, possibly joined to a known one."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime
from typing import Any, NamedTuple

from events.facilities import Severity
from functions.facilities.assets import store as assets
from functions.facilities.assets.model import Asset
from linli.dated import Unbroken, by_id
from linli.errors import Invalid, NotFound, Refused
from linli.numbers import held
from linli.rows import rows
from linli.store import Write

from . import entries, joining, listing, store
from .model import Category, Last, LedgerEntry, Number, Source, Where

NUMBERS = held(rows("facilities", "due", Number))
CATEGORIES = rows("facilities", "categories", Category)
OTHER = Unbroken(row for row in CATEGORIES if row.id == listing.OTHER)
BY_ID: entries.Categories = {**by_id(CATEGORIES), listing.OTHER: OTHER}


class Begun(NamedTuple):
    """The new entry, and the one that it is handled with."""

    entry: LedgerEntry
    root: LedgerEntry
    writes: list[Write]


def begin(
    entry: LedgerEntry,
    source: Source,
    now: datetime,
    *,
    to: str | None = None,
    then: Callable[[LedgerEntry], LedgerEntry] = lambda one: one,
) -> Begun:
    """Joined to an open entry, of the same asset or the one named by `to`; but after that was
    stated to be gone, a recurrence.
    """
    known = _known(entry, to)
    if known and joining.is_gone(known):
        within = NUMBERS["recurrence"].span(now)
        again = to is None and known.state != "rejected"
        if again and joining.recent(within, known.closed_at or now, now):
            entry = entry.model_copy(update={"recurrence": known.recurrence + 1})
        known = None
    entry = then(listing.found(entry, source.by, now))
    pair = joining.pair(entry, known) if known and entry.is_open else None
    if pair and pair.root is entry and to and pair.member.found_by != "report":
        pair = None  # a report that names a finding of sensors or staff does not take the lead
    if pair:
        if pair.root is entry:
            pair = pair._replace(root=joining.standing(entry, now))
        with suppress(Refused):  # both then stay independent
            after = joining.join(pair, None, now)
            mine = after.root if after.root.id == entry.id else after.member
            return Begun(mine, after.root, _written(mine, after.root, after, source))
    entry = joining.standing(entry, now)
    return Begun(entry, entry, _written(entry, entry, [entry], source))


def found(
    source: Source, now: datetime, *, to: str | None = None, severity: Severity | None = None
) -> Begun:
    """The entry of a finding by people, located by the asset's card as far as possible."""
    row = entries.category(BY_ID, source.category, now)
    if source.found_by == "report" and not row.reported:
        raise Invalid("no-such-category", "/body/category")
    asset = _asset(source)
    if asset:
        where = source.where.model_dump(exclude_none=True)
        source = source.model_copy(
            update={"where": Where.model_validate({**address(asset), **where})}
        )
    number = store.next_number("YH", source.community, now)
    about: dict[str, Any] = {
        "kind": asset and asset.kind,
        "grid": asset and asset.grid,
        "severity": severity,
    }
    return begin(entries.entry(source, number, row, NUMBERS, now, **about), source, now, to=to)


def address(asset: Asset) -> dict[str, Any]:
    known = asset.model_dump(include={"point", "address", "building"})
    return {name: value for name, value in known.items() if value is not None}


def _known(entry: LedgerEntry, to: str | None) -> LedgerEntry | None:
    """The entry that it may be joined to; None if `to` is in another community."""
    with suppress(NotFound):
        if to:
            found = store.root(store.entry(to))
            return found if found.community == entry.community else None
        asset_id = entry.where.asset_id
        if asset_id and (last := store.last(asset_id, entry.category)):
            return store.root(store.entry(last.hazard_id))
    return None


def _written(
    mine: LedgerEntry, root: LedgerEntry, every: Iterable[LedgerEntry], source: Source
) -> list[Write]:
    others = [write for one in every if one.id != mine.id for write in store.writes(one)]
    writes = [*store.writes(mine), store.source_of(source), *others]
    if asset_id := mine.where.asset_id:
        before = store.last(asset_id, mine.category)
        last = Last(asset_id=asset_id, category=mine.category, hazard_id=root.id)
        version = before.version if before else None
        writes.append(store.last_of(last.model_copy(update={"version": version})))
    return writes


def _asset(source: Source) -> Asset | None:
    """The asset; Invalid if the body names one that does not exist."""
    if source.where.asset_id is None:
        return None
    try:
        return assets.asset_in(source.community, source.where.asset_id)
    except NotFound:
        raise Invalid("no-such-asset", "/body/where/asset_id") from None
