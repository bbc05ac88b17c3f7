"""Storage of cases. Keys are spelled in this file and nowhere else.

case#<id>    case    listed by community: open ones, and separately ended ones
"""

from collections.abc import Callable
from contextlib import suppress

from linli.errors import NotFound
from linli.store import Page, Write, commit, listing, load, stored, until_settled
from linli.table import utc

from .life import Changed
from .model import Case

OPEN, OVER, SHOWN = "cases", "cases-over", 50


def case(case_id: str) -> Case:
    return load(_case(case_id), "case", Case)


def known(case_id: str | None) -> Case | None:
    if case_id:
        with suppress(NotFound):
            return case(case_id)
    return None


def cases(community: str, *, is_open: bool, after: str) -> Page[Case]:
    """Open ones by beginning, or ended ones, latest first."""
    name = f"{OPEN if is_open else OVER}#{community}"
    return listing(name, Case, after=after, limit=SHOWN, newest=not is_open)


def keep(changed: Changed) -> Write:
    case = changed.after
    name, at = (OVER, case.closed_at) if case.closed_at else (OPEN, case.since)
    listed = f"{name}#{case.community}", f"{utc(at)}#{case.id}"
    return Write(_case(case.id), "case", case, changed.news, listed=listed)


def change(
    case_id: str,
    decide: Callable[[Case], Changed],
    beside: Callable[[Case], list[Write]] = lambda _: [],
) -> Case:
    """Apply a decision, again on conflict; `beside` is written with it."""

    def settle() -> Case:
        before = case(case_id)
        changed = decide(before)
        if changed.after == before:
            return before
        commit(keep(changed), *beside(changed.after))
        return stored(changed.after)

    return until_settled(settle)


def _case(case_id: str) -> str:
    return f"case#{case_id}"
