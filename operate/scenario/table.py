"""A generated table like an office's export: many rows that differ by their number."""

import csv
import io
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Cells = dict[str, str]


class Wrong(BaseModel):
    """So many rows, evenly distributed, have these cells instead."""

    model_config = ConfigDict(extra="forbid")
    rows: int = Field(ge=1, le=20_000)
    cells: Cells


class Table(BaseModel):
    """Cells by column; `{n}` is the number of the row, from 1."""

    model_config = ConfigDict(extra="forbid")
    rows: int = Field(ge=1, le=20_000)
    cells: Cells
    wrong: Wrong | None = None
    delimiter: Literal[",", ";", "\t"] = ","
    encoding: Literal["utf-8", "utf-8-sig", "gb18030"] = "utf-8"


def written(table: Table, filled: dict[str, Any]) -> bytes:
    """`filled` are the cells with the story's variables filled in; see Scene.fill."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(table.cells), delimiter=table.delimiter)
    writer.writeheader()
    for number in range(1, table.rows + 1):
        cells = filled["cells"] | (filled["wrong"]["cells"] if _is_wrong(table, number) else {})
        writer.writerow({name: cell.replace("{n}", str(number)) for name, cell in cells.items()})
    return out.getvalue().encode(table.encoding)


def _is_wrong(table: Table, number: int) -> bool:
    wrong = table.wrong.rows if table.wrong else 0
    return number * wrong // table.rows > (number - 1) * wrong // table.rows
