"""CSV files for spreadsheets. Pure."""

import csv
import io
from collections.abc import Iterable

MARK = "\ufeff"  # byte order mark, by which spreadsheets recognize UTF-8


def written(head: Iterable[str], lines: Iterable[Iterable[object]]) -> str:
    """As CSV. Cells are written unchanged: the caller neutralizes formulas in people's input."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows(lines)
    return f"{MARK}{out.getvalue()}"
