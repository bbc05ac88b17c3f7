"""Views of the ledger, each loaded together: photographs, possible duplicates, timelines."""

from datetime import datetime, timedelta

from functions.facilities.photos.pictures import pictures
from linli import clock
from linli.errors import NotFound
from linli.feed import read

from . import joining, store
from .finding import NUMBERS
from .model import LedgerEntry, LedgerFact, Report, Source, Where
from .views import (
    TOLD,
    Detail,
    LedgerFeed,
    Line,
    MyReport,
    ReportCard,
    Similar,
    bare,
    card,
    said,
    told,
)

MOST = 10  # possible duplicates shown
FEW = 3  # photographs of each
OWN = ("found", "joined", "parted")  # facts of other entries that a reporter does not see


def similar(
    community: str, category: str, where: Where, but: tuple[str, ...] = (), *, staff: bool = False
) -> list[Similar]:
    """Open hazards of the category near that place, each once however many findings it has.
    Unmoderated photographs, exact locations, and hazards that take no new report in, are for staff
    only.
    """
    now = clock.now(community)
    since = now - NUMBERS["near-in-time"].span(now)
    within = NUMBERS["near"].value(now)
    near = joining.near(where, store.near(community, category, since), within, blur=not staff)
    found: dict[str, Similar] = {}
    for source, metres in near:
        root = _root(source.id)
        if root is None or root.id in (*but, *found) or not _is_proposed(root, staff=staff):
            continue
        found[root.id] = _similar(root, source, metres, now, staff=staff)
        if len(found) == MOST:
            break
    return list(found.values())


def detail(entry: LedgerEntry) -> Detail:
    mine = (entry, *store.members(entry))
    sources = store.sources(one.id for one in mine)
    others = []
    if entry.is_open and not entry.joined_to and entry.found_by != "upkeep":
        but = tuple(one.id for one in mine)
        others = similar(entry.community, entry.category, entry.where, but, staff=True)
    return Detail(
        **entry.shown().model_dump(),
        timeline=[_line(one) for one in store.facts(entry)],
        sources=[said(one, pictures(one.photos)) for one in _in_order(sources)],
        candidates=others,
    )


def cards(reports: list[Report]) -> list[ReportCard]:
    entries = [(report, store.entry(report.id)) for report in reports]
    return [card(report, one, store.root(one)) for report, one in entries]


def mine(report: Report) -> MyReport:
    """The report with its own facts and those of the entry it was joined to, from then on."""
    own = store.entry(report.id)
    root = store.root(own)
    facts = store.facts(own)
    if root.id != own.id and own.joined_at:
        begun = own.joined_at - timedelta(seconds=1)
        facts += [one for one in store.facts(root) if one.at >= begun and one.kind not in OWN]
    source = store.sources([report.id])[report.id]
    lines = [told(one) for one in facts if one.kind in TOLD]
    return MyReport(
        **card(report, own, root).model_dump(),
        where=source.where,
        words=source.words,
        photos=pictures(source.photos),
        timeline=sorted(lines, key=lambda line: line.at),
    )


def feed(community: str, after: str) -> LedgerFeed:
    """The feed, without URLs of photographs: these are given for a single hazard only."""
    items, following = read(
        lambda day, after, most: store.of_day(community, day, after, most),
        lambda fact: fact.id,
        after,
    )
    return LedgerFeed(items=[bare(one) for one in items], next=following)


def _in_order(sources: dict[str, Source]) -> list[Source]:
    return sorted(sources.values(), key=lambda one: one.at)


def _root(hazard_id: str) -> LedgerEntry | None:
    try:
        return store.root(store.entry(hazard_id))
    except NotFound:
        return None


def _is_proposed(root: LedgerEntry, *, staff: bool) -> bool:
    return root.is_open if staff else not joining.is_gone(root)


def _similar(
    root: LedgerEntry, source: Source, metres: int | None, now: datetime, *, staff: bool
) -> Similar:
    return Similar(
        id=root.id,
        category=root.category,
        state=root.state,
        metres=metres,
        minutes=max(0, round((now - source.at).total_seconds() / 60)),
        building=source.where.building,
        photos=pictures(source.photos[:FEW]) if staff else [],
    )


def _line(fact: LedgerFact) -> Line:
    known = fact.model_dump(exclude={"photos", "version"})
    return Line(**known, photos=pictures(fact.photos))
