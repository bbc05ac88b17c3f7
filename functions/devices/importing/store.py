"""Where imports rest. Keys are spelled in this file and nowhere else.

table#<id>       table     how far it is; listed by community; due while it applies
rows#<pages>     rows#<n>  a page of what an import is to register, by what its file said; gone
                           soon, as it may say whose a device is
"""

from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime

from functions.devices.known import NUMBERS
from linli.errors import Conflict
from linli.store import Page, Write, commit, create, listing, load, stored
from linli.table import utc

from .model import Import, Rows

AT_ONCE = 20  # pages in one transaction
KEPT = NUMBERS["import-rows-kept"].span


def job(table_id: str) -> Import:
    return by_key(f"table#{table_id}")


def by_key(pk: str) -> Import:
    return load(pk, "table", Import)


def imports(community: str, after: str) -> Page[Import]:
    return listing(f"tables#{community}", Import, after=after, newest=True)


def keep(contents: str, pages: Sequence[Rows]) -> None:
    """Before the import that they are of: what was begun and not kept is begun again."""
    now = datetime.now(UTC)
    until = now + KEPT(now)
    writes = [
        Write(f"rows#{contents}", _page(n), page, expires=until) for n, page in enumerate(pages)
    ]
    for n in range(0, len(writes), AT_ONCE):
        with suppress(Conflict):  # they are there
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
