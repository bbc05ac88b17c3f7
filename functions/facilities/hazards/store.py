"""Where the condition of assets rests. Keys are spelled in this file and nowhere else.

asset#<id>    condition             its hazards and alarms; listed while one is open, and due
asset#<id>    condition#<address>   the same of a part of a panel that nobody has registered
asset#<id>    inspection#<id>       what an inspector measured by hand
"""

from collections.abc import Iterable
from contextlib import suppress

from functions.facilities.assets.model import Asset, Entry
from functions.facilities.assets.store import history_of
from linli import clock
from linli.errors import NotFound
from linli.store import Page, Write, create, listing, load, load_many, partition
from linli.table import utc

from . import rules
from .known import NUMBERS, OF_LIMITS
from .model import Condition, Inspection
from .telling import Taken

AGAIN = NUMBERS["ruled-again"].span


def condition(asset: Asset, point: str = "") -> Condition:
    known = rules.condition(asset, point)
    with suppress(NotFound):
        known = load(_asset(asset.id), _place(point), Condition)
    return known.model_copy(update=rules.whereabouts(asset))


def conditions(asset: Asset) -> list[Condition]:
    """Its own, and those of parts that nobody has registered."""
    found = partition(_asset(asset.id), Condition, starts="condition")
    own = [known for known in found if not known.point] or [rules.condition(asset)]
    others = [known for known in found if known.point]
    return [one.model_copy(update=rules.whereabouts(asset)) for one in (*own, *others)]


def of_many(asset_ids: Iterable[str]) -> dict[str, Condition]:
    """Of up to a hundred, those of which something was ever wrong, of their own."""
    found = load_many([(_asset(one), _place("")) for one in asset_ids], Condition)
    return {one.asset_id: one for one in found.values()}


def taken(taken: Taken, entries: Iterable[Entry]) -> list[Write]:
    """The condition with what it makes known, and the lines of history."""
    after, listed = taken.after, None
    if after.hazards:
        since = min(hazard.since for hazard in after.hazards.values())
        listed = (f"hazards#{after.community}", f"{utc(since)}#{after.asset_id}{after.point}")
    at = _asset(after.asset_id), _place(after.point)
    due = rules.due(after, OF_LIMITS, clock.now(after.community), AGAIN)
    return [Write(*at, after, taken.news, listed=listed, due=due), *history_of(entries)]


def taken_of(asset: Asset, news: Taken, by: str = "") -> list[Write]:
    """The same, with what the history says of it; by the asset's own sensor unless said."""
    now = clock.now(asset.community)
    return taken(news, rules.lines(news.news, now, by=by or asset.id))


def named(pk: str, sk: str) -> tuple[str, str]:
    """The asset, and the part of it, of which that row is."""
    return pk.partition("#")[2], sk.partition("#")[2]


def hazards(community: str, after: str) -> Page[Condition]:
    """Assets with open hazards, the longest open first."""
    return listing(f"hazards#{community}", Condition, after=after)


def inspect(inspection: Inspection, request: str, writes: Iterable[Write]) -> Inspection:
    """Entered once: the same request again gets what the first found."""
    at = _asset(inspection.asset_id), f"inspection#{inspection.id}"
    return create(Write(*at, inspection, request=request), *writes, model=Inspection)


def _place(point: str) -> str:
    return f"condition#{point}" if point else "condition"


def _asset(asset_id: str) -> str:
    return f"asset#{asset_id}"
