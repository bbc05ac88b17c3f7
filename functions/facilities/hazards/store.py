"""Storage of conditions. Keys are spelled in this file and nowhere else.

asset#<id>    condition             hazards and alarms; listed while a hazard is open, and due
asset#<id>    condition#<address>   the same for an unregistered part of a panel
asset#<id>    inspection#<id>       a measurement by hand
"""

from collections.abc import Iterable

from functions.facilities.assets.model import Asset, Entry
from functions.facilities.assets.store import history_of
from linli import clock
from linli.packs import beside
from linli.store import Page, Write, create, find, listing, partition
from linli.table import utc

from . import rules
from .known import NUMBERS, OF_LIMITS
from .model import Condition, Inspection
from .telling import Taken

AGAIN = NUMBERS["ruled-again"].span


def condition(asset: Asset, point: str = "") -> Condition:
    return placed(asset, find(*key(asset.id, point), Condition), point)


def placed(asset: Asset, found: Condition | None, point: str = "") -> Condition:
    """As `condition`, of what has been read."""
    known = found or rules.condition(asset, point)
    return known.model_copy(update=rules.whereabouts(asset))


def key(asset_id: str, point: str = "") -> tuple[str, str]:
    return _asset(asset_id), _place(point)


def conditions(asset: Asset) -> list[Condition]:
    """The asset's own, and those of unregistered parts."""
    found = partition(_asset(asset.id), Condition, starts="condition")
    own = [known for known in found if not known.point] or [rules.condition(asset)]
    others = [known for known in found if known.point]
    return [one.model_copy(update=rules.whereabouts(asset)) for one in (*own, *others)]


def of_many(asset_ids: Iterable[str]) -> dict[str, Condition]:
    """The stored conditions of assets, by asset."""
    found = beside.load_many(map(key, asset_ids), Condition)
    return {one.asset_id: one for one in found.values()}


def taken(taken: Taken, entries: Iterable[Entry]) -> list[Write]:
    """The writes of the condition with its events and lines of history."""
    after, listed = taken.after, None
    if after.hazards:
        since = min(hazard.since for hazard in after.hazards.values())
        listed = (f"hazards#{after.community}", f"{utc(since)}#{after.asset_id}{after.point}")
    at = _asset(after.asset_id), _place(after.point)
    due = rules.due(after, OF_LIMITS, clock.now(after.community), AGAIN)
    return [Write(*at, after, taken.news, listed=listed, due=due), *history_of(entries)]


def taken_of(asset: Asset, news: Taken, by: str = "") -> list[Write]:
    """As `taken`, with lines of history derived from the events; by the asset's sensor by
    default.
    """
    now = clock.now(asset.community)
    return taken(news, rules.lines(news.news, now, by=by or asset.id))


def named(pk: str, sk: str) -> tuple[str, str]:
    """The asset and the part that the key belongs to."""
    return pk.partition("#")[2], sk.partition("#")[2]


def hazards(community: str, after: str) -> Page[Condition]:
    """Assets with open hazards, oldest first."""
    return listing(f"hazards#{community}", Condition, after=after)


def inspect(inspection: Inspection, request: str, writes: Iterable[Write]) -> Inspection:
    """Idempotent: a repeated request gets the first result."""
    at = _asset(inspection.asset_id), f"inspection#{inspection.id}"
    return create(Write(*at, inspection, request=request), *writes, model=Inspection)


def _place(point: str) -> str:
    return f"condition#{point}" if point else "condition"


def _asset(asset_id: str) -> str:
    return f"asset#{asset_id}"
