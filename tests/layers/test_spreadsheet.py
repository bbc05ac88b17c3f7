"""What people open in a spreadsheet is known as UTF-8, and reads back as it was."""

import csv
import io

from linli import spreadsheet


def test_it_is_marked_and_reads_back_cell_by_cell():
    lines = [["一号", 1.5], ['said "no",\nand left', -2]]
    told = spreadsheet.written(["name", "value"], lines)
    assert told.startswith("\ufeffname,value\r\n")
    read = list(csv.reader(io.StringIO(told.removeprefix("\ufeff"), newline="")))
    assert read == [["name", "value"], ["一号", "1.5"], ['said "no",\nand left', "-2"]]
