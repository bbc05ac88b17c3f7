"""What fits of a long list that no index tells apart: looked for along the list, so far at once.

A page is bounded by what is read, not by what is found: it may be short, even empty, and yet have a
next. So no question costs more than LOOKS * READ rows, however few fit.
"""

from collections.abc import Callable
from typing import TypeVar

from linli.model import Noun
from linli.store import Page

SHOWN, READ, LOOKS = 50, 200, 5  # of an answer; of a look along the list; looks

N = TypeVar("N", bound=Noun)


def sifted(
    look: Callable[[str], Page[N]],
    fits: Callable[[N], bool],
    place: Callable[[N], str],
    after: str = "",
    shown: int | None = None,
) -> Page[N]:
    """`look` reads on from a place in the list; `place` is where in it a row stands."""
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
