"""CSV files for spreadsheets. Pure."""

import csv
import io
from collections.abc import Iterable
from unicodedata import normalize

MARK = "\ufeff"  # byte order mark, by which spreadsheets recognize UTF-8
FORMULA = ("=", "+", "-", "@")  # begin a formula, also in full width and after blanks
TABS = {"\t", "\r"}  # the rest of such a cell may be taken for another


def written(head: Iterable[str], lines: Iterable[Iterable[object]]) -> str:
    """As CSV. A text that a spreadsheet would evaluate gets an apostrophe, by which it is shown as
    it is; numbers are written unchanged.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows(map(_safe, line) for line in lines)
    return f"{MARK}{out.getvalue()}"


def _safe(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and _is_formula(cell) else cell


def _is_formula(text: str) -> bool:
    bare = text.lstrip()
    blanks = text[: len(text) - len(bare)]
    return normalize("NFKC", bare[:1]).startswith(FORMULA) or not TABS.isdisjoint(blanks)
