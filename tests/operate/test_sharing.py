"""Of runs that share a folder's files, each test is run by one, and files are not divided."""

import os
import subprocess
import sys
import xml.etree.ElementTree as Xml
from collections import defaultdict

from operate.home import ROOT
from operate.testing import TAKEN

FILE = """
import pytest

@pytest.fixture(scope="module")
def place():
    yield []

@pytest.mark.parametrize("number", range(3))
def test_each(place, number):
    place.append(number)
    assert place == list(range(number + 1))
"""


def test_each_file_is_one_runs(tmp_path):
    files = [tmp_path / "tests" / folder / f"test_{folder}{n}.py" for folder in "ab" for n in "123"]
    for file in files:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(FILE)
    (tmp_path / "taken").mkdir()
    settings = os.environ | {TAKEN: str(tmp_path / "taken"), "PYTHONPATH": str(ROOT)}
    words = [sys.executable, "-m", "pytest", "-q", "-p", "tests.sharing", "--import-mode=importlib"]
    runs = {
        report: subprocess.Popen(
            [*words, "tests", f"--junitxml={report}"], cwd=tmp_path, env=settings
        )
        for report in (tmp_path / "one.xml", tmp_path / "two.xml")
    }
    assert [run.wait(60) for run in runs.values()] == [0, 0]
    ran = defaultdict(list)
    for report in runs:
        for case in Xml.parse(report).iter("testcase"):  # noqa: S314 - our own file
            ran[case.get("classname")].append(report)
    assert len(ran) == len(files)
    assert all(len(reports) == 3 and len(set(reports)) == 1 for reports in ran.values())
