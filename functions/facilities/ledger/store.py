"""Storage of the ledger. Keys are spelled in this file and nowhere else.

hazard#<id>    hazard               the entry; due while it may become overdue; listed by community,
                                    open ones by deadline
hazard#<id>    fact#<seq>           its history; listed in the feed of community and day
source#<id>    source               the finder's statement; listed by category, for duplicates; a
                                    reporter's expires a while after the hazard is over
source#<id>    report               the reporter; listed by person; expires with it
asset#<id>     ledger#<category>    the latest entry of that category of the asset
counter#<community>#<day>  …        the last number of the day
"""

from collections.abc import Iterable
from datetime import date, datetime
from functools import partial

from functions.facilities.model import Kind
from linli import clock, feed, sifting
from linli.errors import NotFound
from linli.store import (
    Page,
    Write,
    commit,
    counter,
    create,
    find,
    listing,
    load,
    load_many,
    partition,
    stored,
)
from linli.table import utc
from linli.wall import local_day

from .model import Last, LedgerEntry, LedgerFact, Report, Source
from .news import Around

SHOWN = 500  # facts of one entry
LOOKED = 50  # statements of a category that are compared
DEEP = 20  # limit of chains of joined entries


def entry(hazard_id: str) -> LedgerEntry:
    return by_key(_hazard(hazard_id))


def by_key(pk: str) -> LedgerEntry:
    return load(pk, "hazard", LedgerEntry)


def root(one: LedgerEntry) -> LedgerEntry:
    """The entry by which it is handled: itself, or the end of the chain of joins."""
    for _ in range(DEEP):
        if one.joined_to is None:
            return one
        one = entry(one.joined_to)
    raise NotFound


def members(of: LedgerEntry) -> list[LedgerEntry]:
    """All entries joined to it, directly or indirectly."""
    found: dict[str, LedgerEntry] = {}
    asked = list(of.members)
    while asked:
        rows = load_many([(_hazard(one), "hazard") for one in asked], LedgerEntry)
        new = [one for one in rows.values() if one.id not in found]
        found |= {one.id: one for one in new}
        asked = [member for one in new for member in one.members]
    return list(found.values())


def reports(of: Iterable[LedgerEntry]) -> list[Report]:
    return reports_by_id(one.id for one in of if one.found_by == "report")


def reports_by_id(ids: Iterable[str]) -> list[Report]:
    keys = [(_source(one), "report") for one in ids]
    return [*filter(_in_time, load_many(keys, Report).values())] if keys else []


def around(of: LedgerEntry) -> Around:
    """The entries joined to it, and the reports that follow it."""
    joined = members(of)
    return Around(tuple(joined), tuple(reports((of, *joined))))


def sources(hazard_ids: Iterable[str]) -> dict[str, Source]:
    """Statements by id of the entry."""
    found = load_many([(_source(one), "source") for one in hazard_ids], Source)
    return {one.id: one for one in found.values() if _in_time(one)}


def save(*entries: LedgerEntry) -> list[LedgerEntry]:
    """Store all entries with the consequences of their changes, or nothing."""
    commit(*(write for one in entries for write in writes(one)))
    return [stored(one).model_copy(update={"news": None}) for one in entries]


def writes(one: LedgerEntry, *, request: str | None = None) -> list[Write]:
    pk, news = _hazard(one.id), one.news
    events = news.events if news else ()
    look = one.look_at if one.is_open and one.joined_to is None else None
    row = Write(pk, "hazard", one, events, due=look, listed=_listed(one), request=request)
    return [row, *(_fact_of(pk, fact) for fact in (news.facts if news else ()))]


def source_of(source: Source) -> Write:
    near = f"near#{source.community}#{source.category}"
    listed = near, f"{utc(source.at)}#{source.id}"
    return Write(_source(source.id), "source", source, listed=listed, expires=_expires(source))


def report_of(report: Report, request: str | None = None) -> Write:
    listed = f"reports#{report.person}", f"{utc(report.at)}#{report.id}"
    expires = _expires(report)
    return Write(
        _source(report.id), "report", report, listed=listed, request=request, expires=expires
    )


def report(report_id: str) -> Report:
    """NotFound also after its expiry, as DynamoDB may delete it later."""
    found = load(_source(report_id), "report", Report)
    if not _in_time(found):
        raise NotFound
    return found


def reports_of(person: str, after: str) -> Page[Report]:
    """Reports of a person, newest first."""
    page = listing(f"reports#{person}", Report, after=after, newest=True)
    return Page([one for one in page.items if _in_time(one)], page.next)


def begin(report: Write, others: Iterable[Write]) -> Report:
    return create(report, *others, model=Report)


def last(asset_id: str, category: str) -> Last | None:
    return find(f"asset#{asset_id}", f"ledger#{category}", Last)


def last_of(one: Last) -> Write:
    return Write(f"asset#{one.asset_id}", f"ledger#{one.category}", one)


def near(community: str, category: str, since: datetime) -> list[Source]:
    """The latest statements since then."""
    page = listing(f"near#{community}#{category}", Source, after="", limit=LOOKED, newest=True)
    return [one for one in page.items if one.at >= since]


def facts(of: LedgerEntry) -> list[LedgerFact]:
    """The latest facts, in order."""
    after = _fact(max(0, of.facts - SHOWN))
    return partition(_hazard(of.id), LedgerFact, starts="fact#", after=after, limit=SHOWN)


def fact(hazard_id: str, seq: int) -> LedgerFact:
    return load(_hazard(hazard_id), _fact(seq), LedgerFact)


def ledger(community: str, *, is_open: bool, kind: Kind | None, after: str) -> Page[LedgerEntry]:
    """Open ones by deadline, or closed ones, latest first; of a kind of asset, a page may be short
    and yet have a next.
    """
    name = f"ledger#{community}#{'open' if is_open else 'closed'}"
    look = partial(listing, name, LedgerEntry, newest=not is_open)
    if kind is None:
        return look(after=after)
    return sifting.sifted(
        lambda at: look(after=at, limit=sifting.READ), lambda one: one.kind == kind, _place, after
    )


def of_day(community: str, day: date, after: str, limit: int) -> Page[LedgerFact]:
    return listing(f"ledger-feed#{community}#{day}", LedgerFact, after=after, limit=limit)


def next_number(kind: str, community: str, now: datetime) -> str:
    """YH20261125-0007 for hazards, BG… for reports: numbered anew each day in local time."""
    day = local_day(now)
    return f"{kind}{day:%Y%m%d}-{counter(f'counter#{community}#{day}', kind):04}"


def _fact_of(pk: str, fact: LedgerFact) -> Write:
    """The fact gets its feed id when it is written: real time, as readers' clocks are."""
    place = feed.place()
    dated = fact.model_copy(update={"id": place.id})
    return Write(
        pk, _fact(fact.seq), dated, listed=(f"ledger-feed#{fact.community}#{place.day}", place.id)
    )


def _listed(one: LedgerEntry) -> tuple[str, str] | None:
    if one.joined_to:
        return None
    name = f"ledger#{one.community}"
    return f"{name}#{'closed' if one.closed_at else 'open'}", _place(one)


def _place(one: LedgerEntry) -> str:
    """In the list of its community."""
    return f"{utc(one.closed_at or one.deadline or one.found_at)}#{one.id}"


def _expires(one: Source | Report) -> datetime | None:
    return clock.real(one.kept_until, one.community) if one.kept_until else None


def _in_time(one: Source | Report) -> bool:
    return one.kept_until is None or clock.now(one.community) < one.kept_until


def _hazard(hazard_id: str) -> str:
    return f"hazard#{hazard_id}"


def _source(hazard_id: str) -> str:
    return f"source#{hazard_id}"


def _fact(seq: int) -> str:
    return f"fact#{seq:06}"
