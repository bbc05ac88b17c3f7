"""Where the condition of assets rests. Keys are spelled in this file and nowhere else.

asset#<id>    condition             its hazards and last readings; listed while a hazard is open
asset#<id>    inspection#<id>       what an inspector measured by hand
"""

from collections.abc import Iterable
from contextlib import suppress

from functions.facilities.assets.model import Asset, Entry
from functions.facilities.assets.store import history_of
from linli.errors import NotFound
from linli.store import Page, Write, create, listing, load
from linli.table import utc

from . import rules
from .model import Condition, Inspection
from .rules import Taken


def condition(asset: Asset) -> Condition:
    known = rules.condition(asset)
    with suppress(NotFound):
        known = load(_asset(asset.id), "condition", Condition)
    return known.model_copy(update=rules.whereabouts(asset))


def taken(taken: Taken, entries: Iterable[Entry]) -> list[Write]:
    """The condition with what it makes known, and the lines of history."""
    after, listed = taken.after, None
    if after.hazards:
        since = min(hazard.since for hazard in after.hazards.values())
        listed = (f"hazards#{after.community}", f"{utc(since)}#{after.asset_id}")
    at = _asset(after.asset_id), "condition"
    return [Write(*at, after, taken.news, listed=listed), *history_of(entries)]


def hazards(community: str, after: str) -> Page[Condition]:
    """Assets with open hazards, the longest open first."""
    return listing(f"hazards#{community}", Condition, after=after)


def inspect(inspection: Inspection, request: str, writes: Iterable[Write]) -> Inspection:
    """Entered once: the same request again gets what the first found."""
    at = _asset(inspection.asset_id), f"inspection#{inspection.id}"
    return create(Write(*at, inspection, request=request), *writes, model=Inspection)


def _asset(asset_id: str) -> str:
    return f"asset#{asset_id}"
