"""Storage of imports. Keys are spelled in this file and nowhere else.

table#<id>       table     an import; listed by community; due while it is being applied
rows#<pages>     rows#<n>  a page of rows, keyed by the file's content; expires soon, because it may
                           name people
"""

from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime

from functions.devices.known import NUMBERS
from linli.errors import Conflict
from linli.store import Page, Write, commit, create, listing, load, stored
from linli.table import utc

from .model import Import, Rows

AT_ONCE = 20  # pages per transaction
KEPT = NUMBERS["import-rows-kept"].span


def job(table_id: str) -> Import:
    return by_key(f"table#{table_id}")


def by_key(pk: str) -> Import:
    return load(pk, "table", Import)


def imports(community: str, after: str) -> Page[Import]:
    return listing(f"tables#{community}", Import, after=after, newest=True)


def keep(contents: str, pages: Sequence[Rows]) -> None:
    """Written before their import; if interrupted, it is repeated."""
    now = datetime.now(UTC)
    until = now + KEPT(now)
    writes = [
        Write(f"rows#{contents}", _page(n), page, expires=until) for n, page in enumerate(pages)
    ]
    for n in range(0, len(writes), AT_ONCE):
        with suppress(Conflict):  # written before
            commit(*writes[n : n + AT_ONCE])


def begin(job: Import, request: str) -> Import:
    return create(_writing(job)._replace(request=request), model=Import)


def save(job: Import) -> Import:
    commit(_writing(job))
    return stored(job)


def page(contents: str, number: int) -> Rows:
    return load(f"rows#{contents}", _page(number), Rows)


def _writing(job: Import) -> Write:
    listed = f"tables#{job.community}", f"{utc(job.at)}#{job.id}"
    return Write(f"table#{job.id}", "table", job, due=job.due, listed=listed)


def _page(number: int) -> str:
    return f"rows#{number:05}"
