"""Tables that people open in a spreadsheet. Pure."""

import csv
import io
from collections.abc import Iterable

MARK = "\ufeff"  # by which spreadsheets know UTF-8


def written(head: Iterable[str], lines: Iterable[Iterable[object]]) -> str:
    """As CSV. Cells stand as they are: what a person wrote is to be made safe before."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows(lines)
    return f"{MARK}{out.getvalue()}"
