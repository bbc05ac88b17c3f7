"""What people open in a spreadsheet is known as UTF-8, reads back as it was, computes nothing."""

import csv
import io
from datetime import UTC, datetime

import pytest

from linli import spreadsheet


def read(table):
    return list(csv.reader(io.StringIO(table.removeprefix("\ufeff"), newline="")))


def test_it_is_marked_and_reads_back_cell_by_cell():
    lines = [["一号", 1.5], ['said "no",\nand left', -2]]
    told = spreadsheet.written(["name", "value"], lines)
    assert told.startswith("\ufeffname,value\r\n")
    assert read(told) == [["name", "value"], ["一号", "1.5"], ['said "no",\nand left', "-2"]]


@pytest.mark.parametrize("blank", ["", " ", "\u3000", "\xa0 \n"])
@pytest.mark.parametrize("sign", [*"=+-@", *"＝＋－＠", *"﹦﹢﹣﹫", "\t", "\r"])
def test_a_text_that_would_be_computed_is_shown_as_it_is(sign, blank):
    formula = f"{blank}{sign}1"
    assert read(spreadsheet.written(["a"], [[formula, f"x{formula}"]]))[1] == [
        f"'{formula}",
        f"x{formula}",
    ]


def test_what_is_no_text_is_written_as_it_is():
    day = datetime(2026, 6, 1, tzinfo=UTC)
    assert read(spreadsheet.written(["a"], [[-1, -0.5, None, "", " ", day]]))[1] == [
        "-1",
        "-0.5",
        "",
        "",
        " ",
        str(day),
    ]
