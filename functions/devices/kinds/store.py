"""Where kinds rest. Keys are spelled in this file and nowhere else.

kind#<id>    kind             one of the city's own, all in one list; of one of the catalogue
                              (rules/kinds.yaml) the rules that the city gave it
kind#<id>    was#<version>    as it was until it was revised
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
    """NotFound if neither the catalogue nor the city has it."""
    try:
        return _as_is(load(_kind(kind_id), "kind", Kind))
    except NotFound:
        if kind_id not in CATALOGUE:
            raise
        return CATALOGUE[kind_id]


def kinds(kind_ids: Iterable[str]) -> dict[str, Kind]:
    """Those of up to a hundred that there are."""
    wanted = set(kind_ids)
    found = {one: CATALOGUE[one] for one in wanted & CATALOGUE.keys()}
    of_city = load_many([(_kind(one), "kind") for one in sorted(wanted)], Kind) if wanted else {}
    return found | {one.id: _as_is(one) for one in of_city.values()}


def page(after: str) -> Page[Kind]:
    """The catalogue's stand before the city's own, on the first page."""
    own = listing(LIST, Kind, after=after, limit=SHOWN)
    if after:
        return own
    known = kinds(CATALOGUE)
    return Page([*(known[one] for one in CATALOGUE), *own.items], own.next)


def impersonal(page: Page[N], kind_of: Callable[[N], str]) -> Page[N]:
    """Of a list in the order of <kind>#<id>, without what is of a person: nor does that end the
    page, as where it ends is told.
    """
    found = {kind_of(one) for one in page.items}
    known = kinds(found)
    own = {one for one in found if one not in known or known[one].personal}
    shown = [one for one in page.items if kind_of(one) not in own]
    last = kind_of(page.items[-1]) if page.items else ""
    return Page(shown, f"{last}$" if page.next and last in own else page.next)  # after its "#"


def add(kind: Kind, request: str) -> Kind:
    """The same card again gets the kind; another one under its id is refused."""
    try:
        return create(_writing(kind, request), model=Kind)
    except Invalid:
        raise Refused("kind-known") from None


def revise(before: Kind, after: Kind, by: str, at: datetime) -> Kind:
    """What it was is kept, for who wants it back."""
    commit(_writing(after), kept(before, by, at))
    return stored(after)


def kept(before: Kind, by: str, at: datetime) -> Write:
    return Write(_kind(before.id), _was(before.version), Revision(was=before, by=by, at=at))


def was(kind_id: str, version: int) -> Kind:
    return load(_kind(kind_id), _was(version), Revision).was


def revisions(kind_id: str, after: int) -> list[Revision]:
    """In their order."""
    start = _was(after) if after else ""
    return partition(_kind(kind_id), Revision, starts="was#", after=start, limit=SHOWN)


def _as_is(kind: Kind) -> Kind:
    """What the catalogue says of a kind counts, but for its rules."""
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
