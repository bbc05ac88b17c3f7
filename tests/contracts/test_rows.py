"""Rows of rules that hold from a day on are asked for with a time, and never just by their id."""

import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
HOMES = ("functions", "layers/linli/python/linli")
FILES = sorted(file for home in HOMES for file in (ROOT / home).rglob("rules/*.yaml"))
CODE = [file.read_text() for home in HOMES for file in (ROOT / home).rglob("*.py")]
DATED = [file for file in FILES if "effective_from" in yaml.safe_load(file.read_text())[0]]


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parents[1].name}-{file.stem}")
def test_all_rows_of_a_file_say_from_when_they_hold_or_none_does(file):
    assert len({"effective_from" in row for row in yaml.safe_load(file.read_text())}) == 1


@pytest.mark.parametrize("file", DATED, ids=lambda file: f"{file.parents[1].name}-{file.stem}")
def test_no_row_stands_for_all_that_have_its_id(file):
    last = rf'\w+\.id: \w+(\.\w+)? for \w+ in (rows|shared|standard)\([^)]*"{file.stem}"'
    assert not [found for text in CODE for found in re.findall(last, text)]
