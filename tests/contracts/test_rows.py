"""Rows of rules that hold from a day on are asked for with a time, and never just by their id."""

import re
from datetime import date
from pathlib import Path

import pytest

from linli.laws import LAWS
from linli.rows import from_yaml

ROOT = Path(__file__).parents[2]
HOMES = ("functions", "layers/linli/python/linli")
FILES = sorted(file for home in HOMES for file in (ROOT / home).rglob("rules/*.yaml"))
CODE = [file.read_text() for home in HOMES for file in (ROOT / home).rglob("*.py")]
SOURCES = ("article", "sensitive", "child")  # fields of a row that name one
STANDARD = re.compile(r"(?:GB|HJ|CJ|CJJ|TSG)[ /][A-Z]{0,2} ?[\d.]+(?:-(\d{4}))?")
DATED = [file for file in FILES if "effective_from" in from_yaml(file)[0]]


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parents[1].name}-{file.stem}")
def test_all_rows_of_a_file_say_from_when_they_hold_or_none_does(file):
    assert len({"effective_from" in row for row in from_yaml(file)}) == 1


@pytest.mark.parametrize("file", DATED, ids=lambda file: f"{file.parents[1].name}-{file.stem}")
def test_no_row_stands_for_all_that_have_its_id(file):
    last = rf'\w+\.id: \w+(\.\w+)? for \w+ in (rows|shared|standard)\([^)]*"{file.stem}"'
    naming = [text for text in CODE if f'"{file.stem}"' in text]
    assert not [found for text in naming for found in re.findall(last, text)]


@pytest.mark.parametrize("file", DATED, ids=lambda file: f"{file.parents[1].name}-{file.stem}")
def test_no_row_holds_before_the_law_that_it_names(file):
    for row in from_yaml(file):
        for source in (one for field in SOURCES for one in (row.get(field) or "").split("; ")):
            assert row["effective_from"] >= begun(source), row


def begun(source):
    """The day from which a law, or the year from which a standard, may be named."""
    name = source.partition("#")[0]
    if not name or name.partition(" ")[0] == "local":
        return date.min
    if standard := STANDARD.fullmatch(name):
        return date(int(standard[1] or 1), 1, 1)
    return LAWS[name.partition(" ")[0]].rows[0].effective_from


@pytest.mark.parametrize("file", sorted(ROOT.glob("functions/*/texts.yaml")))
def test_people_are_told_a_law_by_its_title(file):
    assert not re.findall(r"\b(?:L|EC)-[A-Z]+", file.read_text())
