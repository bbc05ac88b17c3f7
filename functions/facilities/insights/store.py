"""Storage of figures. Keys are spelled in this file and nowhere else.

figure#<id>    figure                   sums of a month; listed by community, month and attribute
figure#<id>    hazard#<closed>#<id>     a hazard counted in it
counted#<id>   counted                  that a hazard was counted, even if it is closed again later
asset#<id>     stretch                  from the first to the last hazard of an asset
"""

from linli.store import Page, Write, find, listing, load, load_many, partition
from linli.table import utc

from .model import By, Counted, Figure, Outcome, Stretch

SHOWN = 50
MOST = 10**6  # more than any figure has; inverts the order, so that the largest comes first


def figure(figure_id: str) -> Figure:
    return load(_figure(figure_id), "figure", Figure)


def known(figure_ids: list[str]) -> dict[str, Figure]:
    """The figures that exist of these, by id."""
    found = load_many([(_figure(one), "figure") for one in figure_ids], Figure)
    return {one.id: one for one in found.values()}


def figures(community: str, month: str, by: By, after: str) -> Page[Figure]:
    """Figures by number of hazards, largest first."""
    return listing(_list(community, month, by), Figure, after=after, limit=SHOWN)


def figure_of(one: Figure) -> Write:
    place = f"{MOST - one.hazards:07}#{one.value}"
    listed = _list(one.community, one.month, one.by), place
    return Write(_figure(one.id), "figure", one, listed=listed)


def is_counted(figure_id: str, one: Outcome) -> bool:
    """Also of one that was counted before it had a row of its own."""
    if find(_counted(one), "counted", Counted):
        return True
    return find(_figure(figure_id), _hazard(one), Outcome) is not None


def counted_of(one: Outcome) -> Write:
    return Write(_counted(one), "counted", Counted(month=one.month))


def behind(figure_id: str, after: str) -> Page[Outcome]:
    """The hazards of a figure, in order of closing."""
    after = after and f"hazard#{after}"
    starts = "hazard#"
    rows = partition(_figure(figure_id), Outcome, starts=starts, after=after, limit=SHOWN)
    last = _hazard(rows[-1]).removeprefix(starts) if len(rows) == SHOWN else None
    return Page(rows, last)


def outcome_of(figure_id: str, one: Outcome) -> Write:
    return Write(_figure(figure_id), _hazard(one), one)


def stretch(asset_id: str) -> Stretch | None:
    return find(_asset(asset_id), "stretch", Stretch)


def stretch_of(one: Stretch) -> Write:
    return Write(_asset(one.asset_id), "stretch", one)


def _list(community: str, month: str, by: By) -> str:
    return f"figures#{community}#{month}#{by}"


def _figure(figure_id: str) -> str:
    return f"figure#{figure_id}"


def _counted(one: Outcome) -> str:
    return f"counted#{one.hazard_id}"


def _hazard(one: Outcome) -> str:
    return f"hazard#{utc(one.closed_at)}#{one.hazard_id}"


def _asset(asset_id: str) -> str:
    return f"asset#{asset_id}"
