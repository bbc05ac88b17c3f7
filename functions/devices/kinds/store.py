"""Storage of kinds. Keys are spelled in this file and nowhere else.

kind#<id>    kind             a city's own kind, all in one list; for a kind of the catalogue
                              (rules/kinds.yaml), the rules given by the city
kind#<id>    was#<version>    a former version
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TypeVar

from linli.errors import Invalid, NotFound, Refused
from linli.model import Noun
from linli.rows import rows
from linli.store import (
    Page,
    Write,
    commit,
    create,
    listing,
    load,
    load_many,
    partition,
    stored,
)

from .model import Kind, Revision, Row

LIST, SHOWN = "kinds", 50

N = TypeVar("N", bound=Noun)
CATALOGUE = {
    row.id: Kind.model_validate({**dict(row), "own": False})
    for row in rows("devices", "kinds", Row)
}


def kind(kind_id: str) -> Kind:
    """The kind; NotFound if neither the catalogue nor the city has it."""
    try:
        return _as_is(load(_kind(kind_id), "kind", Kind))
    except NotFound:
        if kind_id not in CATALOGUE:
            raise
        return CATALOGUE[kind_id]


def kinds(kind_ids: Iterable[str]) -> dict[str, Kind]:
    """The kinds that exist of up to a hundred."""
    wanted = set(kind_ids)
    found = {one: CATALOGUE[one] for one in wanted & CATALOGUE.keys()}
    of_city = load_many([(_kind(one), "kind") for one in sorted(wanted)], Kind) if wanted else {}
    return found | {one.id: _as_is(one) for one in of_city.values()}


def page(after: str) -> Page[Kind]:
    """On the first page, the catalogue's kinds come before the city's own."""
    own = listing(LIST, Kind, after=after, limit=SHOWN)
    if after:
        return own
    known = kinds(CATALOGUE)
    return Page([*(known[one] for one in CATALOGUE), *own.items], own.next)


def impersonal(page: Page[N], kind_of: Callable[[N], str]) -> Page[N]:
    """A page of a list sorted by <kind>#<id>, without personal kinds; nor may its cursor
    name one.
    """
    found = {kind_of(one) for one in page.items}
    known = kinds(found)
    own = {one for one in found if one not in known or known[one].personal}
    shown = [one for one in page.items if kind_of(one) not in own]
    last = kind_of(page.items[-1]) if page.items else ""
    return Page(shown, f"{last}$" if page.next and last in own else page.next)  # after its "#"


def add(kind: Kind, request: str) -> Kind:
    """Idempotent for the same card; refused if the id is taken by another."""
    try:
        return create(_writing(kind, request), model=Kind)
    except Invalid:
        raise Refused("kind-known") from None


def revise(before: Kind, after: Kind, by: str, at: datetime) -> Kind:
    """The former version is kept, to be restored if needed."""
    commit(_writing(after), kept(before, by, at))
    return stored(after)


def kept(before: Kind, by: str, at: datetime) -> Write:
    return Write(_kind(before.id), _was(before.version), Revision(was=before, by=by, at=at))


def was(kind_id: str, version: int) -> Kind:
    return load(_kind(kind_id), _was(version), Revision).was


def revisions(kind_id: str, after: int) -> list[Revision]:
    """In order of versions."""
    start = _was(after) if after else ""
    return partition(_kind(kind_id), Revision, starts="was#", after=start, limit=SHOWN)


def _as_is(kind: Kind) -> Kind:
    """The catalogue's current definition, with the rules of the stored row."""
    base = CATALOGUE.get(kind.id)
    said = {"rules": kind.rules, "version": kind.version}
    return base.model_copy(update=said) if base else kind


def _writing(kind: Kind, request: str | None = None) -> Write:
    listed = (LIST, kind.id) if kind.own else None
    return Write(_kind(kind.id), "kind", kind, listed=listed, request=request)


def _was(version: int | None) -> str:
    return f"was#{version or 0:08}"


def _kind(kind_id: str) -> str:
    return f"kind#{kind_id}"
