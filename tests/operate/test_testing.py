"""Every test is run by some part, once; and what passed at a second playing is said and counted."""

from pathlib import Path

import pytest
from rich.console import Console

from operate import after_deploy, testing
from operate.commands import test as command
from operate.home import ROOT
from operate.testing import Score


def test_every_test_that_needs_no_city_is_in_one_room():
    folders = [ROOT / folder for room in testing.rooms() for folder in room]
    found = [file for folder in folders for file in (folder, *folder.rglob("*")) if is_test(file)]
    city = [ROOT / testing.RUNNING, ROOT / testing.SCREENS]
    every = {file for file in (ROOT / "tests").rglob("*") if is_test(file)}
    assert len(found) == len(set(found))
    assert set(found) == {file for file in every if not any(map(file.is_relative_to, city))}


def is_test(file: Path) -> bool:
    return file.match("test_*.py")


def test_what_is_synthesized_alike_is_in_one_room():
    assert list(testing.SYNTHESIZED) in testing.rooms()
    every = [file for file in (ROOT / "tests").rglob("*.py") if is_test(file)]
    looking = {
        file for file in every if "\nfrom tests import assembly\n" in file.read_text("utf-8")
    }
    assert {str(file.parent.relative_to(ROOT)) for file in looking} == set(testing.SYNTHESIZED)


@pytest.mark.parametrize(
    ("score", "remark"),
    [
        (Score(3, 0), ""),
        (Score(3, 0) + Score(2, 1, 1), "1 story passed at a second playing"),
        (Score(3, 0, 1) + Score(2, 1, 1), "2 stories passed at a second playing"),
    ],
)
def test_a_second_playing_is_counted_among_what_passed(score, remark):
    assert score.remark == remark
    assert str(score) == f"{score.passed} passed, {score.failed} failed"


def test_the_last_line_is_the_count_alone(monkeypatch, capsys):
    monkeypatch.setattr(testing, "unit", lambda: Score(3, 0, 2))
    with pytest.raises(command.typer.Exit) as ended:
        command.run("unit")
    assert ended.value.exit_code == 0
    *_, remark, last = capsys.readouterr().out.splitlines()
    assert (remark, last) == ("2 stories passed at a second playing", "3 passed, 0 failed")


def test_a_part_that_says_so_is_told_with_its_remark():
    console = Console(record=True, width=200)
    command._told(console, "city", lambda: Score(3, 0, 1))
    assert "city: 3 passed, 0 failed (1 story passed at a second playing) in" in (
        console.export_text()
    )


def test_as_many_browsers_run_as_the_city_has_workers_for():
    assert after_deploy.MOST_WORKERS >= 6 * testing.BROWSERS  # connections of a page that loads
