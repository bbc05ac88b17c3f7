"""A spreadsheet's text file as records of cells by our columns. Pure.

UTF-8 or GB18030; comma, semicolon or tab. Any bytes give either records or a reason for refusal; a
cell is data, never a formula.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import chain
from typing import NamedTuple

from .model import CUT, MOST, Column, Problem

DELIMITERS = (",", ";", "\t")
SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # XLSX, XLS
UTF16 = (b"\xff\xfe", b"\xfe\xff")
ENCODINGS = (("utf-8", "utf-8-sig"), ("gb18030", "gb18030"))
LONGEST, WIDEST = 200, 100  # characters per cell, columns per file
BLANK = str.maketrans("", "", " \u3000_-")


class Unreadable(Exception):
    """The file as a whole is unreadable; `row` is where, if known."""

    def __init__(self, code: str, row: int | None = None) -> None:
        super().__init__(code)
        self.code, self.row = code, row


class Record(NamedTuple):
    number: int
    cells: dict[str, str]
    problems: tuple[Problem, ...]

    @property
    def id(self) -> str:
        return self.cells.get("id", "")

    @property
    def names(self) -> dict[str, str]:
        """The unique values of a row: its id, and its address at a fire panel."""
        at, part = self.cells.get("parent"), self.cells.get("part")
        return {"id": self.id} | ({"part": f"{at} {part}"} if at and part else {})


class Sheet(NamedTuple):
    """`first` is the row in which an id, or a panel's address, first occurs."""

    encoding: str
    delimiter: str
    columns: tuple[str | None, ...]
    ignored: tuple[str, ...]
    records: list[Record]
    first: dict[tuple[str, str], int]


def read(data: bytes, known: Sequence[Column]) -> Sheet:
    """Parse a table of assets; Unreadable if it is none."""
    encoding, text = _text(data)
    names = {_plain(name): one.id for one in known for name in (*one.zh, *one.en)}
    delimiter, columns, ignored = _head(text, names)
    missing = [one.id for one in known if one.needed and one.id not in columns]
    if missing:
        raise Unreadable(f"column-missing-{missing[0]}")
    records = list(_records(_rows(text, delimiter), columns))
    if not records:
        raise Unreadable("empty-file")
    first: dict[tuple[str, str], int] = {}
    for record in records:
        for name in record.names.items():
            first.setdefault(name, record.number)
    return Sheet(encoding, delimiter, columns, ignored, records, first)


def _text(data: bytes) -> tuple[str, str]:
    if not data.strip():
        raise Unreadable("empty-file")
    if data.startswith(SPREADSHEETS):
        raise Unreadable("spreadsheet")
    if data.startswith(UTF16):
        raise Unreadable("encoding-unknown")
    if b"\0" in data:
        raise Unreadable("nul-bytes", data[: data.index(b"\0")].count(b"\n") + 1)
    for name, codec in ENCODINGS:
        try:
            text = data.decode(codec)
            text.encode()  # lone surrogates cannot be encoded
        except UnicodeError:
            continue
        return name, text
    raise Unreadable("encoding-unknown")


def _head(text: str, names: dict[str, str]) -> tuple[str, tuple[str | None, ...], tuple[str, ...]]:
    """The delimiter that gives the most known columns, and these columns."""
    found = [(delimiter, _first(text, delimiter)) for delimiter in DELIMITERS]
    delimiter, cells = max(found, key=lambda one: sum(_plain(c) in names for c in one[1]))
    if len(cells) > WIDEST:
        raise Unreadable("too-many-columns")
    columns = tuple(names.get(_plain(cell)) for cell in cells)
    known = [column for column in columns if column]
    if not known:
        raise Unreadable("header-unknown")
    if len(known) != len(set(known)):
        raise Unreadable("column-twice")
    strange = [cell.strip()[:CUT] for cell, c in zip(cells, columns, strict=True) if not c]
    return delimiter, columns, tuple(filter(None, strange))


def _first(text: str, delimiter: str) -> list[str]:
    """The header by this delimiter; by a wrong one it may be a single cell, and too long."""
    with suppress(Unreadable):
        return next((cells for _, cells in _rows(text, delimiter)), [])
    return []


def _rows(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that are not blank, by their number in a spreadsheet."""
    reader, number = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), 0
    try:
        for number, cells in enumerate(reader, start=1):
            if any(map(str.strip, cells)):
                yield number, cells
    except csv.Error:  # for example an unclosed quote
        raise Unreadable("quote-open", number + 1) from None


def _records(
    rows: Iterator[tuple[int, list[str]]], columns: tuple[str | None, ...]
) -> Iterator[Record]:
    next(rows)
    for count, (number, cells) in enumerate(rows, start=1):
        if count > MOST:
            raise Unreadable("too-many-rows")
        yield _record(number, cells, columns)


def _record(number: int, cells: list[str], columns: tuple[str | None, ...]) -> Record:
    stripped = [cell.strip() for cell in cells]
    mine = {c: cell for c, cell in zip(columns, stripped, strict=False) if c}
    beyond = [Problem(code="too-many-cells")] if any(stripped[len(columns) :]) else []
    wrong = ((column, _odd(cell)) for column, cell in mine.items())
    odd = (Problem(column=column, code=code) for column, code in wrong if code)
    return Record(number, mine, tuple(chain(beyond, odd)))


def _odd(cell: str) -> str | None:
    if len(cell) > LONGEST:
        return "too-long"
    return "control-character" if any(ord(one) < 32 or ord(one) == 127 for one in cell) else None


def _plain(name: str) -> str:
    return name.strip().casefold().translate(BLANK)
