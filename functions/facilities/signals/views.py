"""What the route of readings answers; and as a table."""

import csv
import io
from collections.abc import Iterable

from functions.facilities.assets.views import Page
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
    """With a mark by which spreadsheets know UTF-8. Each cell is a number or a time: no text that
    a spreadsheet would compute.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEAD)
    writer.writerows(list(one.model_dump(mode="json").values()) for one in items)
    return f"\ufeff{out.getvalue()}"
