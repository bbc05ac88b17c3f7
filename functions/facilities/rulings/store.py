"""Storage of the city's own rules. Keys are spelled in this file and nowhere else.

ruling#<kind>    ruling           the rules of one kind
ruling#<kind>    was#<version>    a former version
"""

from collections.abc import Iterable
from datetime import datetime

from functions.facilities.model import Kind
from linli.store import Write, commit, find, load, load_many, partition, stored

from .model import Revision, Ruling

SHOWN = 50


def ruling(kind: Kind) -> Ruling:
    """A new, empty one for a kind without rules of the city."""
    return find(*key(kind), Ruling) or Ruling(kind=kind)


def rulings(kinds: Iterable[Kind]) -> dict[Kind, Ruling]:
    """Only of kinds with rules of the city, in one call."""
    found = load_many(map(key, sorted(set(kinds))), Ruling)
    return {one.kind: one for one in found.values()}


def key(kind: Kind) -> tuple[str, str]:
    return _ruling(kind), "ruling"


def revise(before: Ruling, after: Ruling, by: str, at: datetime) -> Ruling:
    """Keeps the former version, so that it can be restored."""
    commit(writing(after), kept(before, by, at))
    return stored(after)


def writing(ruling: Ruling) -> Write:
    return Write(*key(ruling.kind), ruling)


def kept(before: Ruling, by: str, at: datetime) -> Write:
    was = Revision(was=before, by=by, at=at)
    return Write(_ruling(before.kind), _was(before.version), was)


def was(kind: Kind, version: int) -> Ruling:
    return load(_ruling(kind), _was(version), Revision).was


def revisions(kind: Kind, after: int | None) -> list[Revision]:
    """In ascending order of version."""
    start = "" if after is None else _was(after)
    return partition(_ruling(kind), Revision, starts="was#", after=start, limit=SHOWN)


def _was(version: int | None) -> str:
    return f"was#{version or 0:08}"


def _ruling(kind: Kind) -> str:
    return f"ruling#{kind}"
