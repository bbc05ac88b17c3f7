"""What fits of a long list: all of it is found, and no page costs more than it may."""

from hypothesis import given
from hypothesis import strategies as st

from linli import sifting
from linli.model import Noun
from linli.store import Page


class Row(Noun):
    place: str
    good: bool


def listing(rows, reads):
    """look(after), as linli.store.listing answers, with what it read."""

    def look(after):
        rest = [row for row in rows if row.place > after]
        reads.append(len(rest[: sifting.READ]))
        more = rest[sifting.READ - 1].place if len(rest) > sifting.READ else None
        return Page(rest[: sifting.READ], more)

    return look


@given(good=st.lists(st.booleans(), max_size=1500), shown=st.integers(1, 60))
def test_all_that_fits_is_found_once_in_its_order_by_bounded_pages(good, shown):
    rows = [Row(place=f"{n:05}", good=one) for n, one in enumerate(good)]
    seen, after = [], ""
    while after is not None:
        reads = []
        page = sifting.sifted(
            listing(rows, reads), lambda row: row.good, lambda row: row.place, after, shown
        )
        assert len(page.items) <= shown
        assert len(reads) <= sifting.LOOKS
        assert page.next is None or page.next > after
        seen, after = [*seen, *page.items], page.next
    assert seen == [row for row in rows if row.good]


def test_a_page_without_any_has_a_next_while_there_is_more():
    rows = [Row(place=f"{n:05}", good=False) for n in range(sifting.READ * sifting.LOOKS + 1)]
    page = sifting.sifted(listing(rows, []), lambda row: row.good, lambda row: row.place)
    assert page == ([], f"{sifting.READ * sifting.LOOKS - 1:05}")
