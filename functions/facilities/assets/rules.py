"""Validation of asset data. Pure."""

from collections.abc import Collection
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from events.facilities import AssetRevised
from functions.facilities.model import Kind
from linli.errors import Invalid, Refused, Stale
from linli.geo import Spot

from . import codes
from .model import Asset, Change, Codes, Entry, Particulars, Revision, Standing, Wanted

FIELDS = tuple(Particulars.model_fields)
IN_ORDER = ("made", "installed", "end_of_life")  # dates of an asset's life
DAYS = (*IN_ORDER, "inspection_due")
FIRST, LAST = date(1900, 1, 1), date(2999, 12, 31)  # what is due is reckoned from such days


def registered(asset: Asset, known: Codes) -> Asset:
    """Refuse an id whose code contradicts the other fields."""
    if why := codes.amiss(asset.id, asset.kind, asset.community, known):
        raise Invalid(why, "/body/id")
    return placed(asset)


def placed(asset: Asset) -> Asset:
    """Refuse a grid outside the asset's community, a part's address without a panel, dates out of
    order, and such as stand for none, for example in the year 9999.
    """
    if asset.grid and not asset.grid.startswith(asset.community):
        raise Invalid("grid-elsewhere", "/body/grid")
    if asset.part and not asset.parent:
        raise Invalid("part-without-panel", "/body/part")
    for name in DAYS:
        if (day := getattr(asset, name)) and not is_day(day):
            raise Invalid("not-a-day", f"/body/{name}")
    days = [(name, getattr(asset, name)) for name in IN_ORDER if getattr(asset, name)]
    for (_, before), (name, after) in pairwise(days):
        if before > after:
            raise Invalid("dates-out-of-order", f"/body/{name}")
    return asset


def is_day(day: date) -> bool:
    return FIRST <= day <= LAST


def revise(asset: Asset, revision: Revision, version: int) -> Asset:
    """Stale if the edit is based on another version."""
    if asset.version != version:
        raise Stale(asset, version)
    kept(asset)
    after = placed(asset.model_copy(update={name: getattr(revision, name) for name in FIELDS}))
    if is_moved(asset, after) and revision.reason is None:
        raise Invalid("why-moved", "/body/reason")
    return after


def is_moved(before: Asset, after: Asset) -> bool:
    """Whether the inspection date is changed or removed, which requires a reason."""
    return before.inspection_due not in (None, after.inspection_due)


def stand(asset: Asset, standing: Standing, version: int) -> Asset:
    """Change the state; retirement is final. A repeat changes nothing."""
    said = dict(standing)
    if {name: getattr(asset, name) for name in said} == said:
        return asset
    if asset.version != version:
        raise Stale(asset, version)
    kept(asset)
    if (standing.state == "in_use") is (standing.reason is not None):
        raise Invalid("reason-needed" if standing.reason is None else "no-reason", "/body/reason")
    return asset.model_copy(update=said)


def kept(asset: Asset) -> Asset:
    """Refuse a retired asset: only people's inspections are added to its history."""
    if asset.state == "retired":
        raise Refused("asset-retired")
    return asset


def changes(before: Asset, after: Asset) -> tuple[Change, ...]:
    """The fields that differ."""
    names = (*FIELDS, "state")
    both = [(name, getattr(before, name), getattr(after, name)) for name in names]
    return tuple(
        Change(field=name, before=_text(was), after=_text(now))
        for name, was, now in both
        if was != now
    )


def fits(asset: Asset, wanted: Wanted) -> bool:
    begins = wanted.text.casefold()
    return (
        wanted.kind in (None, asset.kind)
        and wanted.building in (None, asset.building)
        and any(one.casefold().startswith(begins) for one in (asset.id, asset.name))
    )


def line(what: str, asset: Asset, now: datetime, by: str, **more: Any) -> Entry:
    """The history's line for a person's change."""
    return Entry(asset_id=asset.id, what=what, at=now, recorded_at=now, by=by, **more)


def told(asset: Asset, entry: Entry, kept_up: Collection[Kind]) -> tuple[AssetRevised, ...]:
    """The event, for kinds that require upkeep; no feature needs the others."""
    if asset.kind not in kept_up:
        return ()
    about = asset.model_dump(include={"community", "kind", "grid", "state"})
    return (AssetRevised(at=entry.recorded_at, asset_id=asset.id, **about),)


def _text(value: object) -> str | None:
    if value is None or value == ():
        return None
    if isinstance(value, Spot):
        return f"{value.lat:.6f}, {value.lon:.6f}"
    if isinstance(value, tuple):
        return " ".join(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else str(value)
