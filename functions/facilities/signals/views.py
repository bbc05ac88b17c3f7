"""What the route of readings answers; and as a table."""

from collections.abc import Iterable

from functions.facilities.assets.views import Page
from linli import spreadsheet
from linli.packs.history import Reading
from linli.packs.paging import Told

CSV = "text/csv"
HEAD = tuple(Reading.model_fields)


class Readings(Page):
    """`next` is what to ask for `after`; a page ends where a step does."""

    items: list[Reading]


def readings(told: Told) -> Readings:
    return Readings(items=told.items, next=told.next.isoformat() if told.next else None)


def table(items: Iterable[Reading]) -> str:
    """Each cell is a number or a time: no text that a spreadsheet would compute."""
    return spreadsheet.written(HEAD, (one.model_dump(mode="json").values() for one in items))
