"""`bench up`: how long it takes to start a city, to start it again, and to deploy a change."""

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.figures import Figure, Progress, at_most
from operate import assembly, life, testing
from operate.home import ROOT, Home

FIRST, CHANGE = 40, 12  # seconds, on two cores
CHANGED = "functions/incidents/handling/rules.py"
RUNS = ("functions", "events", "layers")


def run(_: Home, progress: Progress) -> list[Figure]:
    progress("a city of its own")
    began = time.monotonic()
    with testing.running(keep=False, part="bench") as home:
        first = time.monotonic() - began
        progress("the same again")
        began = time.monotonic()
        life.up(home, str(home.city_file()))
        again = time.monotonic() - began
        progress(f"a change of {CHANGED}")
        with _changed() as source:
            began = time.monotonic()
            _live(home, source)
            change = time.monotonic() - began
    return [
        at_most("up on a prepared machine", first, FIRST, "s"),
        Figure("up when nothing changed", again, None, None, "s", "", None),
        at_most("a change of one feature live", change, CHANGE, "s"),
    ]


def _live(home: Home, source: Path) -> None:
    """Deploys as `up` does, from a checkout that differs in one line."""
    city = str(home.city())
    out = assembly.synthesize(home, [str(home.city_file())], {city: source})
    life.bring(home, [city], out)


@contextmanager
def _changed() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        for part in RUNS:
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / part, Path(folder, part), ignore=ignored)
        with Path(folder, CHANGED).open("a") as file:
            file.write("# a change\n")
        yield Path(folder)
