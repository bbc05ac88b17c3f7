"""Requests and responses of the ledger."""

from typing import Annotated

from pydantic import AwareDatetime, BaseModel, Field

from events.facilities import FoundBy, Raises, Severity
from functions.facilities.assets.views import Page
from functions.facilities.photos.model import Photos, Picture
from linli.model import Fact
from linli.places import Community
from linli.texts import say

from .model import (
    Category,
    CategoryId,
    FactKind,
    HazardId,
    LedgerFact,
    Report,
    ShownEntry,
    Source,
    State,
    Where,
    Words,
)

TOLD: frozenset[str] = frozenset(  # shown to reporters, in standard texts
    {
        "found", "joined", "parted", "assigned", "repaired", "returned", "verified", "closed",
        "rejected", "incident", "incident-handled", "incident-reopened",
    }
)  # fmt: skip


class NewReport(Fact):
    """`join` is the hazard that the reporter was shown and identifies as the same."""

    community: Community
    category: CategoryId
    where: Where
    words: Words
    photos: Photos = ()
    join: HazardId | None = None


class ReportCard(Fact):
    """A report as its reporter sees it: number, promise, progress."""

    id: str
    number: str
    community: str
    category: str
    at: AwareDatetime
    promised_at: AwareDatetime | None
    kept_until: AwareDatetime | None  # then it is deleted; None while the hazard is open
    state: State
    joined: bool  # to an earlier finding by others


class Told(Fact):
    """`reason` is what staff wrote to the reporter, visible only there."""

    at: AwareDatetime
    kind: FactKind
    zh: str
    en: str
    reason: str = ""


class MyReport(ReportCard):
    where: Where
    words: str
    photos: list[Picture]
    timeline: list[Told]


class MyReports(Page):
    items: list[ReportCard]


class Similar(Fact):
    """A possible duplicate, without the reporter or the flat. Reporters see its distance in steps
    of ten metres, and no photographs.
    """

    id: str
    category: str
    state: State
    metres: int | None
    minutes: int  # since it was found
    building: str | None
    photos: list[Picture]


class Similars(BaseModel):
    items: list[Similar]


class Sort(Fact):
    """A category in words; an unverified one is marked so."""

    id: str
    zh: str
    en: str
    severity: Severity
    raises: Raises
    verified: bool


class Sorts(BaseModel):
    items: list[Sort]


class Entries(Page):
    items: list[ShownEntry]


class Line(Fact):
    """A fact with its photographs."""

    id: str
    seq: int
    hazard_id: str
    community: str
    kind: FactKind
    state: State
    at: AwareDatetime
    happened_at: AwareDatetime | None
    by: str | None
    assignee: str | None
    other: str | None
    note: str
    photos: list[Picture]


class Said(Fact):
    """A finder's statement, without the identity of residents."""

    hazard_id: str
    found_by: FoundBy
    at: AwareDatetime
    where: Where
    words: str
    photos: list[Picture]
    by: str | None


class Detail(ShownEntry):
    timeline: list[Line]
    sources: list[Said]
    candidates: list[Similar]


class LedgerFeed(Fact):
    """`next` is never None: use it again for later facts. Without photographs."""

    items: list[LedgerFact]
    next: str


class Assignment(Fact):
    """`stopped`: the asset is out of use, as required for 重大."""

    assignee: Annotated[str, Field(min_length=1, max_length=128)]
    stopped: bool = False


class Repair(Fact):
    note: Words
    photos: Photos
    cost: Annotated[int, Field(ge=0, le=10**10)] | None = None  # 分


class Verification(Fact):
    """`gone` false returns it to the repairer, also after it was verified."""

    note: Words
    gone: bool = True


class Inspected(Fact):
    note: Words
    gone: bool
    photos: Photos = ()


class Closing(Fact):
    """`sensor_fault` says why the sensors that still read abnormal are themselves out of order; the
    repair then needs no verification, and each of those sensors becomes a hazard of its own.
    """

    note: Words
    sensor_fault: Words | None = None


class Rejection(Fact):
    """The reporter sees the reason verbatim."""

    reason: Words


class Other(Fact):
    hazard_id: HazardId


def sort(row: Category) -> Sort:
    zh, en = (say("facilities", f"category-{row.id}", language) for language in ("zh", "en"))
    known = row.model_dump(include={"id", "severity", "raises"})
    return Sort(**known, zh=zh, en=en, verified=row.mark == "C")


def card(report: Report, own: ShownEntry, root: ShownEntry) -> ReportCard:
    known = report.model_dump(exclude={"person", "version"})
    return ReportCard(**known, state=root.state, joined=own.id != root.id)


def told(fact: LedgerFact) -> Told:
    zh, en = (say("facilities", f"told-{fact.kind}", language) for language in ("zh", "en"))
    reason = fact.note if fact.kind == "rejected" else ""
    return Told(at=fact.at, kind=fact.kind, zh=zh, en=en, reason=reason)


def bare(fact: LedgerFact) -> LedgerFact:
    return fact.model_copy(update={"photos": ()})


def said(source: Source, photos: list[Picture]) -> Said:
    known = source.model_dump(include={"found_by", "at", "where", "words", "by"})
    return Said(hazard_id=source.id, photos=photos, **known)
