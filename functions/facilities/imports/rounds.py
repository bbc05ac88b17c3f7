"""One round of an import's state machine: pages are read or applied, each in its own transaction.

A round continues where the import stands. A worker that dies leaves whole pages behind; one of an
older generation changes nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from functions.facilities.assets import rules
from functions.facilities.assets import store as assets
from functions.facilities.assets.known import CODES
from functions.facilities.assets.model import Asset
from functions.facilities.model import Kind
from linli import clock
from linli.errors import Refused
from linli.rows import rows
from linli.store import Write, until_settled
from linli.texts import say

from . import driving, files, judging, sheet, store
from .model import Column, Import, Outcome, Problem, Row, Verdict

LONG = 3.0  # seconds of work after which a round ends
COLUMNS = rows("facilities", "columns", Column)
KINDS = {
    name.casefold(): str(kind)
    for kind in Kind
    for name in (kind, *(say("facilities", f"kind-{kind}", words) for words in ("zh", "en")))
}
BECAME: dict[Verdict, Outcome] = {
    "new": "created",
    "different": "changed",
    "same": "same",
    "wrong": "failed",
}
Page = Callable[[], bool]  # processes one page; returns whether there is more


@dataclass
class Became:
    """The outcomes and writes of a page's rows, in order."""

    outcomes: list[Outcome] = field(default_factory=list)
    why: dict[int, Problem] = field(default_factory=dict)
    writes: list[Write] = field(default_factory=list)

    @property
    def at(self) -> set[tuple[str, str]]:
        """The keys written so far: a transaction may write each row only once."""
        return {(one.pk, one.sk) for one in self.writes}


def read(import_id: str, generation: int) -> dict[str, Any]:
    job = store.job(import_id)
    if not _is_at(job, generation, "reading"):
        return _answer(job, generation)
    try:
        file = files.fetch(job.community, job.upload)
        table = sheet.read(file.data, COLUMNS)
        if job.sha256 not in (None, file.sha256):
            raise sheet.Unreadable("file-changed")
    except sheet.Unreadable as why:
        return _answer(_fail(import_id, generation, why), generation)
    return _through(
        lambda: _read_page(import_id, generation, table, file.sha256), import_id, generation
    )


def apply(import_id: str, generation: int) -> dict[str, Any]:
    return _through(lambda: _apply_page(import_id, generation), import_id, generation)


def _through(page: Page, import_id: str, generation: int) -> dict[str, Any]:
    """Process one page, and more while there is time."""
    began = monotonic()
    while until_settled(page) and monotonic() - began < LONG:
        pass
    return _answer(store.job(import_id), generation)


def _read_page(import_id: str, generation: int, table: sheet.Sheet, sha256: str) -> bool:
    job = store.job(import_id)
    if not _is_at(job, generation, "reading"):
        return False
    job = driving.known(job, table, sha256)
    records = judging.page(table.records[job.read :])
    known = assets.known(judging.ids(records))
    found = [judging.judge(one, table, job.community, known, KINDS, CODES) for one in records]
    after = driving.read(job, found, clock.now(job.community))
    store.keep(after)
    return after.job.stage == "reading"


def _apply_page(import_id: str, generation: int) -> bool:
    job = store.job(import_id)
    if not _is_at(job, generation, "applying"):
        return False
    page = store.page(import_id, job.passed + 1)
    before, became = assets.known(row.values["id"] for row in page.rows if row.values), Became()
    for row in page.rows:
        _add(became, job, row, before.get(row.values.get("id", "")))
    after = driving.passed(job, became.outcomes, became.why, clock.now(job.community))
    store.apply(after, became.writes)
    return after.job.stage == "applying"


def _add(became: Became, job: Import, row: Row, before: Asset | None) -> None:
    """Add the outcome of one row, given those before it in the page."""
    if not row.values:
        became.outcomes.append("skipped")
        return
    meant = judging.apply(row, job.community, before, CODES, reason=job.reason)
    try:
        writes = _writes(job, row, before, meant)
        if became.at & {(one.pk, one.sk) for one in writes}:
            raise Refused("part-taken")
    except Refused as refusal:  # the panel's address is taken
        meant = judging.Meant("wrong", problem=Problem(column="part", code=refusal.code))
        writes = []
    became.outcomes.append(BECAME[meant.verdict])
    became.writes.extend(writes)
    if meant.problem:
        became.why[row.number] = meant.problem


def _writes(job: Import, row: Row, before: Asset | None, meant: judging.Meant) -> list[Write]:
    """The writes of the asset and its line of history, with author and import row."""
    if meant.asset is None or meant.verdict == "same":
        return []
    new = rules.changes(before, meant.asset) if before else ()
    entry = rules.line(
        "revised" if before else "registered",
        meant.asset,
        clock.now(job.community),
        job.applied_by or job.by,
        about=f"{job.id}-{row.number}",
        reason=job.reason,
        changes=new,
    )
    request = None if before else f"import#{entry.about}"
    return assets.writing(meant.asset, entry, request)


def _fail(import_id: str, generation: int, why: sheet.Unreadable) -> Import:
    def failed(job: Import) -> Import | None:
        if not _is_at(job, generation, "reading"):
            return None
        return driving.failed(job, why.code, why.row, clock.now(job.community))

    return store.change(import_id, failed)


def _is_at(job: Import, generation: int, stage: str) -> bool:
    return job.generation == generation and job.stage == stage


def _answer(job: Import, generation: int) -> dict[str, Any]:
    return {"stage": job.stage if job.generation == generation else "superseded"}
