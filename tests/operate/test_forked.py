"""Workers are forked from a process that has imported their code."""

import os
import signal
from pathlib import Path
from typing import Any

import pytest

from operate.forked import Process, Templates

CODE = """
import os, sys
IMPORTED_BY, GIVEN, LOG = os.getpid(), os.environ["GIVEN"], sys.stdout
"""
SCRIPT = """
import os, sys
for line in sys.stdin:
    import handler
    print(handler.IMPORTED_BY, os.getpid(), handler.GIVEN, os.environ["OWN"], line, end="")
    print("a log line", file=handler.LOG, flush=True)
    sys.stdout.flush()
"""


class Town:
    def __init__(self, home: Path) -> None:
        self.templates, self.home = Templates(), home
        (home / "unpacked").mkdir()
        (home / "unpacked/handler.py").write_text(CODE)
        (home / "script.py").write_text(SCRIPT)

    def start(self, own: str = "s", given: str = "one") -> Process:
        folder = self.home / f"worker-{own}/code"
        folder.mkdir(parents=True, exist_ok=True)
        if not any(folder.iterdir()):
            (folder / "handler.py").symlink_to(self.home / "unpacked/handler.py")
        config = {"FunctionName": "f", "Handler": "handler.run"}
        config |= {"Environment": {"Variables": {"GIVEN": given}}}
        environment = {**os.environ, "GIVEN": given, "OWN": own}
        return self.templates.start(config, str(self.home / "script.py"), str(folder), environment)


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return Town(tmp_path)


def said(worker: Process) -> list[str]:
    worker.stdin.write("hello\n")
    return worker.stdout.readline().split()


def test_code_is_imported_once_and_each_worker_has_its_own_environment(town: Town) -> None:
    one, other = town.start("s1"), town.start("s2")
    (first, pid, *told), (second, beside, *heard) = said(one), said(other)
    assert (int(pid), int(beside)) == (one.pid, other.pid)
    assert first == second
    assert first not in (pid, beside)
    assert (told, heard) == (["one", "s1", "hello"], ["one", "s2", "hello"])
    one.stdin.close()
    assert (one.stdout.read(), one.stderr.read()) == ("", "a log line\n")


def test_a_changed_environment_imports_anew(town: Town) -> None:
    assert said(town.start(given="one"))[2] == "one"
    assert said(town.start(given="two"))[2] == "two"


def test_a_worker_ends_with_its_input(town: Town) -> None:
    worker = town.start()
    said(worker)
    assert worker.poll() is None
    worker.stdin.close()
    assert worker.wait(10) == 0
    assert worker.poll() == 0


@pytest.mark.parametrize("how", [Process.terminate, Process.kill])
def test_one_that_ends_leaves_the_others(town: Town, how: Any) -> None:
    one, other = town.start("s1"), town.start("s2")
    how(one)
    assert one.wait(10) == 0
    how(one)  # has ended: nothing happens
    assert said(other)[3] == "s2"
    assert said(town.start("s3"))[3] == "s3"


def test_what_cannot_be_imported_is_the_workers_to_say(town: Town) -> None:
    (town.home / "unpacked/handler.py").write_text("raise ValueError('broken')")
    worker = town.start()
    worker.stdin.write("hello\n")
    assert worker.stdout.readline() == ""
    assert "ValueError: broken" in worker.stderr.read()


def test_templates_that_were_killed_are_made_anew(town: Town) -> None:
    imported_by = int(said(town.start("s1"))[0])
    os.kill(imported_by, signal.SIGKILL)
    with pytest.raises(OSError, match=r"has ended|[Bb]roken pipe|reset"):
        town.start("s2")
    assert int(said(town.start("s3"))[0]) != imported_by


def test_templates_end_when_they_are_forgotten(town: Town) -> None:
    imported_by = int(said(town.start("s1"))[0])
    handle = Process(imported_by, *[open(os.devnull)] * 3)  # noqa: PTH123, SIM115
    assert handle.poll() is None
    del town.templates
    assert handle.wait(10) == 0
