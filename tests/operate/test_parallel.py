"""What runs beside is waited for, told whole when it ended, and counted by its last line."""

import os
import subprocess
import sys
import tempfile

import pytest

from operate import parallel
from operate.commands import test as command


def ended(program: str) -> parallel.Part:
    said = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 - told() reads it
    return parallel.Part(subprocess.Popen([sys.executable, "-c", program], stdout=said), said)


@pytest.mark.parametrize(
    ("program", "count", "told"),
    [
        ("print('a\\nunit: so\\n3 passed, 0 failed')", (3, 0), ["a", "unit: so"]),
        ("print('3 passed, 2 failed'); exit(1)", (3, 2), [""]),
        ("print('3 passed, 0 failed'); exit(1)", (3, 1), [""]),
        ("print('no such city'); exit(1)", (0, 1), ["no such city"]),
        ("import os; os.kill(os.getpid(), 9)", (0, 1), [""]),
    ],
)
def test_a_part_is_told_and_counted(capfd, program, count, told):
    assert parallel.told(ended(program)) == count
    assert capfd.readouterr().out.splitlines() == told


def test_the_patient_part_is_the_last_to_get_a_core_and_all_are_waited_for(monkeypatch):
    started, start = [], subprocess.Popen

    def sleeper(words, **settings):
        started.append(words[-1])
        return start([sys.executable, "-c", "import sys; sys.stdin.read()"], stdin=-1, **settings)

    monkeypatch.setattr(subprocess, "Popen", sleeper)
    with parallel.running(["unit", "faults"], ["unit"]) as parts:
        nice = [os.getpriority(os.PRIO_PROCESS, part.process.pid) for part in parts]
        for part in parts:
            part.process.stdin.close()
    assert (started, nice) == (["unit", "faults"], [parallel.LAST_IN_TURN, os.nice(0)])
    assert [part.process.returncode for part in parts] == [0, 0]


def test_each_part_has_its_turn_once():
    daily, long = command.TOGETHER[None], command.TOGETHER["long"]
    assert sorted((*daily.in_turn, *daily.beside)) == ["city", "faults", "guards", "unit"]
    assert (*long.in_turn, *long.beside) == ("long", "requests")
    assert all(set(one.patient) <= set(one.beside) for one in (daily, long))
