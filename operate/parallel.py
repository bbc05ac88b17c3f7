"""Parts of the tests in processes of their own, beside those that play against a city's clock.

Their output is kept until they end, so that lines of two parts do not mix.
"""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import IO, NamedTuple

import typer

from operate.home import ROOT

COUNT = re.compile(r"^(\d+) passed, (\d+) failed$")
LAST_IN_TURN = 19  # niceness: the lowest priority


class Part(NamedTuple):
    process: subprocess.Popen[str]
    said: IO[str]


@contextmanager
def running(parts: Sequence[str], patient: Sequence[str]) -> Iterator[list[Part]]:
    """`./linli test PART` for each; `patient` ones get the lowest priority.

    Leaving waits for all of them, since each stops its own city.
    """
    started = [_start(part, part in patient) for part in parts]
    try:
        yield started
    finally:
        for part in started:
            part.process.wait()


def told(part: Part) -> tuple[int, int]:
    """Waits, prints the part's output, and returns passed and failed; without a count it is one
    failure.
    """
    code = part.process.wait()
    part.said.seek(0)
    *lines, last = part.said.read().rstrip().splitlines() or [""]
    found = COUNT.match(last)
    typer.echo("\n".join(lines if found else [*lines, last]))
    passed, failed = map(int, found.groups()) if found else (0, 0)
    return passed, failed or int(code != 0)


def _start(part: str, patient: bool) -> Part:
    said = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 - it lives as long as it
    words = [sys.executable, "-P", "-m", "operate", "test", part]
    process = subprocess.Popen(words, cwd=ROOT, stdout=said, stderr=subprocess.STDOUT, text=True)
    if patient:
        os.setpriority(os.PRIO_PROCESS, process.pid, LAST_IN_TURN)
    return Part(process, said)
