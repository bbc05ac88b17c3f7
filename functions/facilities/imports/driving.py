"""The stages of an import, as moved by its state machine, by people, and by time. Pure.

reading → checked → applying → applied; failed, cancelled and expired are final, too. None means
that nothing changes.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from linli.errors import Refused

from .model import LETTERS, Counts, Done, Import, Outcome, Preview, Problem, Row, Rows
from .sheet import Sheet

GRACE = timedelta(seconds=60)  # in which the state machine should have moved it
KEPT = timedelta(days=7)  # retention of a checked import that nobody applies
OPEN = ("reading", "checked", "applying")
LETTER = {outcome: letter for letter, outcome in LETTERS.items()}


class Read(NamedTuple):
    job: Import
    page: Rows


class Passed(NamedTuple):
    job: Import
    done: Done


def begun(import_id: str, community: str, upload: str, by: str, size: int, now: datetime) -> Import:
    return Import(
        id=import_id,
        community=community,
        stage="reading",
        by=by,
        created_at=now,
        size=size,
        upload=upload,
        due=now + GRACE,
    )


def known(job: Import, sheet: Sheet, sha256: str) -> Import:
    """With the properties of the file as a whole."""
    new = {"encoding": sheet.encoding, "delimiter": sheet.delimiter, "ignored": sheet.ignored}
    return job.model_copy(update={**new, "sha256": sha256, "rows": len(sheet.records)})


def read(job: Import, rows: Sequence[Row], now: datetime) -> Read:
    """With one more page; after the last, it waits for a person."""
    found: Counter[str] = Counter(row.verdict for row in rows)
    preview = {name: count + found[name] for name, count in job.preview.model_dump().items()}
    new: dict[str, Any] = {
        "read": job.read + len(rows),
        "pages": job.pages + 1,
        "preview": Preview(**preview),
        "due": now + GRACE,
    }
    if new["read"] == job.rows:
        checked = {"stage": "checked", "checked_at": now, "due": now + KEPT}
        new |= checked | {"counts": Counts(waiting=job.rows)}
    return Read(job.model_copy(update=new), Rows(number=new["pages"], rows=tuple(rows)))


def failed(job: Import, why: str, row: int | None, now: datetime) -> Import:
    """The file is unreadable: nothing of it was applied."""
    return _over(job, "failed", now, why=why, why_row=row)


def apply(
    job: Import, by: str, now: datetime, *, skip_errors: bool, reason: str | None
) -> Import | None:
    """Started as a new execution, because the one that read the file has ended."""
    if job.stage in ("applying", "applied"):
        return None
    if job.stage != "checked":
        raise Refused("import-reading" if job.stage == "reading" else "import-over")
    if job.preview.errors and not skip_errors:
        raise Refused("import-has-errors", count=job.preview.errors)
    said = {"applied_by": by, "applied_at": now, "skip_errors": skip_errors, "reason": reason}
    how = {"stage": "applying", "generation": job.generation + 1, "token": None}
    return job.model_copy(update={**said, **how, "due": now + GRACE})


def passed(
    job: Import, outcomes: Sequence[Outcome], why: dict[int, Problem], now: datetime
) -> Passed:
    """With the next page applied."""
    counts = Counter(job.counts.model_dump()) + Counter(outcomes)
    counts["waiting"] -= len(outcomes)
    new: dict[str, Any] = {"passed": job.passed + 1, "counts": Counts(**counts)}
    after = job.model_copy(update=new | {"due": now + GRACE})
    letters = "".join(LETTER[outcome] for outcome in outcomes)
    if after.passed == after.pages:
        after = _over(after, "applied", now)
    return Passed(after, Done(number=after.passed, outcomes=letters, why=why))


def cancel(job: Import, by: str, now: datetime) -> Import | None:
    """Applied rows remain; no more are applied."""
    if job.stage == "cancelled":
        return None
    if job.stage not in OPEN:
        raise Refused("import-over")
    return _over(job, "cancelled", now, cancelled_by=by)


def late(job: Import, now: datetime) -> Import | None:
    return _over(job, "expired", now) if job.stage == "checked" else None


def _over(job: Import, stage: str, now: datetime, **more: Any) -> Import:
    over = {"stage": stage, "ended_at": now, "due": None, "token": None}
    return job.model_copy(update=over | more)
