"""Filtering a long list by criteria without an index: reads along the list up to a fixed cost.

A page is bounded by the rows read, not by the rows found: it may be short or even empty and still
have a `next`. No request reads more than LOOKS * READ rows, however few match.
"""

from collections.abc import Callable
from typing import TypeVar

from linli.model import Noun
from linli.store import Page

SHOWN, READ, LOOKS = 50, 200, 5  # rows per answer; rows per query; queries

N = TypeVar("N", bound=Noun)


def sifted(
    look: Callable[[str], Page[N]],
    fits: Callable[[N], bool],
    place: Callable[[N], str],
    after: str = "",
    shown: int | None = None,
) -> Page[N]:
    """`look(after)` reads the list from a position; `place(noun)` is the position of a noun."""
    found: list[N] = []
    most = shown or SHOWN
    for _ in range(LOOKS):
        page = look(after)
        found += [one for one in page.items if fits(one)]
        if len(found) > most or (len(found) == most and page.next):
            return Page(found[:most], place(found[most - 1]))
        if page.next is None:
            return Page(found, None)
        after = page.next
    return Page(found, after)
