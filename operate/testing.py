"""Runs the parts of the test suite and counts their results.

All parts but the unit tests run against a city of their own in a temporary home, which is wiped
afterwards, so tests can run beside another city.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as Xml
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import typer
from rich.console import Console

from operate import guards, life
from operate.faults import run as drill
from operate.home import ROOT, Home
from operate.scenario import run as runs
from operate.scenario.story import find
from operate.scenario.tell import Teller
from operate.scenario.world import World

RUNNING = "tests/city"  # needs a running city
SCREENS = "tests/web"  # needs a running city, and a browser
BROWSERS = 4
TAKEN = "LINLI_TAKEN"  # names the folder where each browser marks the files that it takes
SLOWEST = "--durations=12"
DOCUMENT = "tests/trust/test_schema.py"
OFTEN = {"LINLI_EXAMPLES": "30"}  # requests, as a multiple of those of each day
TESTS, FEATURES = ROOT / "tests", ROOT / "tests/functions"
LONG = ("tests/trust", "tests/policies")  # take longer than their size suggests
CORES = 2
SMALL = 20_000  # bytes of tests; below that, starting pytest takes longer than the tests
SYNTHESIZED = ("tests/contracts", "tests/infra", "tests/bench")  # synthesize the same templates
CITY = "taiyuan"
LAST = ROOT / ".linli/last-test"


class Score(NamedTuple):
    """Numbers of tests and stories. `again`: stories that passed only when played a second time;
    they are included in `passed`.
    """

    passed: int = 0
    failed: int = 0
    again: int = 0

    def __add__(self, other: object) -> "Score":
        if not isinstance(other, Score):
            return NotImplemented
        return Score(*map(sum, zip(self, other, strict=True)))

    @property
    def remark(self) -> str:
        """A note on `again`, "" if there is none."""
        stories = "story" if self.again == 1 else "stories"
        return f"{self.again} {stories} passed at a second playing" if self.again else ""

    def __str__(self) -> str:
        return runs.summary(self.passed, self.failed)


def unit() -> Score:
    """A few groups of tests at a time, one on each core."""
    with ThreadPoolExecutor(CORES) as pool:
        return sum(pool.map(pytest, rooms()), Score())


def rooms() -> list[list[str]]:
    """Groups of test paths that need no city, by folder and feature. Those that take longest come
    first; all small ones form one group.
    """
    folders = [path for path in TESTS.iterdir() if path.is_dir() and path != FEATURES]
    found = {str(path.relative_to(ROOT)): _size(path) for path in (*folders, *FEATURES.iterdir())}
    for known in (RUNNING, SCREENS, *SYNTHESIZED, *LONG):
        found.pop(known)
    large = sorted((room for room in found if found[room] > SMALL), key=lambda room: -found[room])
    small = [room for room, size in found.items() if 0 < size <= SMALL]
    return [*([room] for room in LONG), [*SYNTHESIZED], *([room] for room in large), small]


def _size(path: Path) -> int:
    """The bytes of its tests, an estimate of how long they take."""
    return sum(file.stat().st_size for file in (path, *path.rglob("*")) if file.match("test_*.py"))


def city(home: Home, console: Console) -> Score:
    """Plays the stories, then runs the tests that need a running city."""
    return stories(home, console) + pytest([RUNNING, SLOWEST], home)


def stories(home: Home, console: Console) -> Score:
    """Plays all stories. The few that fail are played again: one that then passes was disturbed
    rather than broken.
    """
    found, world, tell = find([]), World.current(home), Teller(console, several=True)
    first = runs.run(found, world, tell)
    last = runs.once_more(found, first, world, tell)
    guards.remember(home, last)
    passed, at_first = (sum(one.passed for one in outcomes) for outcomes in (last, first))
    again = passed - at_first
    return Score(passed, len(found) - passed, again)


def web(home: Home) -> Score:
    """The tests of the screens in four browsers at a time. Each takes whole files, as a test sees
    the data of those before it, and another one as soon as it is through.

    There are more browsers than cores, as each waits for the city about half the time.
    """
    run = [SCREENS, "-p", "playwright", "-p", "tests.sharing", SLOWEST]
    with tempfile.TemporaryDirectory() as taken, ThreadPoolExecutor(BROWSERS) as pool:
        each = pool.map(lambda _: pytest(run, home, {TAKEN: taken}), range(BROWSERS))
        return sum(each, Score())


def guard(home: Home, console: Console) -> Score:
    """Plays each story in a city with its `breaks` applied; it must fail where it says it does."""
    tried = guards.run(home, find([]), console)
    failed = sum(one.wrong is not None for one in tried)
    return Score(len(tried) - failed, failed, sum(one.again for one in tried))


def requests() -> Score:
    """Sends many more random requests, valid and invalid by the API's document, than each day."""
    return pytest([DOCUMENT], more=OFTEN)


def faults(home: Home, *, long: bool) -> Score:
    """Faults of the network and of processes over the thread; `long` takes more than an
    hour, and continues where it was interrupted.
    """
    return Score(*drill.run(home, long=long))


def pytest(
    arguments: Sequence[str], home: Home | None = None, more: Mapping[str, str] | None = None
) -> Score:
    """Runs pytest and prints its output once it has ended. A run without a result counts as one
    failure.
    """
    settings = {k: v for k, v in os.environ.items() if not k.startswith("AWS_")}
    settings.pop("LINLI_HOME", None)  # tests must not touch another running city
    settings |= {"LINLI_HOME": str(home.root)} if home else {}
    settings |= more or {}
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.xml")
        words = ["-m", "pytest", "-q", "--no-header", f"--junitxml={report}", *arguments]
        done = subprocess.run(
            [sys.executable, *words],
            cwd=ROOT,
            env=settings,
            check=False,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        typer.echo(done.stdout.rstrip())
        counted = _counted(report) if report.exists() else Score()
    return counted if counted.failed or not done.returncode else counted + Score(0, 1)


def _counted(report: Path) -> Score:
    """Skipped tests count neither as passed nor as failed."""
    suites = list(Xml.parse(report).getroot().iter("testsuite"))  # noqa: S314 - our own file
    of = {name: sum(int(suite.get(name, 0)) for suite in suites) for name in _COUNTS}
    failed = of["failures"] + of["errors"]
    return Score(of["tests"] - failed - of["skipped"], failed)


_COUNTS = ("tests", "failures", "errors", "skipped")


def keep_logs(home: Home, part: str) -> None:
    """Copies the logs of a failed run's processes to where they survive the wipe."""
    kept = LAST / part
    shutil.rmtree(kept, ignore_errors=True)
    if home.path("logs").exists():
        shutil.copytree(home.path("logs"), kept)
        typer.echo(f"the run's logs are in {kept.relative_to(ROOT)}")


@contextmanager
def running(keep: bool, part: str) -> Iterator[Home]:
    """A running city in a temporary home. `keep` leaves it running afterwards."""
    home = Home(Path(tempfile.mkdtemp(prefix="linli-test-")))
    before = os.environ.get("LINLI_HOME")
    os.environ["LINLI_HOME"] = str(home.root)
    try:
        life.up(home, CITY)
        yield home
    except BaseException:
        keep_logs(home, part)
        raise
    finally:
        if keep:
            typer.echo(f"left running: LINLI_HOME={home.root} ./linli status")
        elif home.path("ports.json").exists():  # otherwise nothing was started
            life.down(home, wipe=True)
        os.environ.pop("LINLI_HOME")
        os.environ.update({} if before is None else {"LINLI_HOME": before})
