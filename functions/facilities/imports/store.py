"""Storage of imports. Keys are spelled in this file and nowhere else.

import#<id>   import      state and counts; listed by community; due while it is open
import#<id>   rows#<n>    a page of rows as read
import#<id>   done#<n>    the outcomes of that page, written once, together with the assets
"""

from collections.abc import Callable, Iterable

from linli.store import Page, Write, commit, create, listing, load, partition, stored, until_settled
from linli.table import utc

from .driving import Passed, Read
from .model import MOST, Done, Import, Rows


def job(import_id: str) -> Import:
    return by_key(_import(import_id))


def by_key(pk: str) -> Import:
    return load(pk, "import", Import)


def imports(community: str, after: str) -> Page[Import]:
    return listing(f"imports#{community}", Import, after=after, newest=True)


def begin(job: Import, request: str) -> Import:
    return create(_write(job)._replace(request=request), model=Import)


def save(job: Import) -> Import:
    commit(_write(job))
    return stored(job)


def change(import_id: str, decide: Callable[[Import], Import | None]) -> Import:
    """Apply a decision; None leaves the import unchanged."""

    def settle() -> Import:
        before = job(import_id)
        after = decide(before)
        return before if after is None else save(after)

    return until_settled(settle)


def keep(read: Read) -> None:
    page = Write(_import(read.job.id), _rows(read.page.number), read.page)
    commit(_write(read.job), page)


def apply(passed: Passed, assets: Iterable[Write]) -> None:
    """Write the assets of a page and its outcomes, all or nothing."""
    done = Write(_import(passed.job.id), _done(passed.done.number), passed.done)
    commit(_write(passed.job), done, *assets)


def page(import_id: str, number: int) -> Rows:
    return load(_import(import_id), _rows(number), Rows)


def pages(import_id: str, after: int, limit: int = MOST) -> list[Rows]:
    """From the one after `after`."""
    begin = _rows(after) if after else ""
    return partition(_import(import_id), Rows, starts="rows#", after=begin, limit=limit)


def done(import_id: str, after: int = 0, limit: int = MOST) -> dict[int, Done]:
    """By the numbers of their pages."""
    begin = _done(after) if after else ""
    found = partition(_import(import_id), Done, starts="done#", after=begin, limit=limit)
    return {one.number: one for one in found}


def _write(job: Import) -> Write:
    listed = f"imports#{job.community}", f"{utc(job.created_at)}#{job.id}"
    return Write(_import(job.id), "import", job, due=job.due, listed=listed)


def _import(import_id: str) -> str:
    return f"import#{import_id}"


def _rows(number: int) -> str:
    return f"rows#{number:05}"


def _done(number: int) -> str:
    return f"done#{number:05}"
