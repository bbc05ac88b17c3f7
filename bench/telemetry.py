"""`bench telemetry`: a batch of readings through the deployed handler, beside the textbook and the
lower bound; its AWS calls and their cost; and a long backlog.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

from bench.figures import Figure, Progress, at_most
from bench.functions import Function, of
from bench.imports import DUMMY
from bench.readings import echo, price
from bench.readings.echo import Echo
from bench.readings.path import FEATURE
from bench.readings.path import of as path_of
from operate import assembly
from operate.failure import Failure
from operate.home import ROOT, Home

HANDLER = f"functions.{FEATURE}.telemetry.handler"
STUDIED = 131.0  # the textbook's time in the study, as a multiple of json.loads of its body
SLOWER = 1.2  # × that at most, as beating a slow textbook would prove nothing
SHARE, FLOORS = 1 / 8, 15.0
CALLS, UNITS = 45.0, 220.0
SECONDS, GROWN = 25.0, 8.0
ECHO = 2.0
SCRIPT = "import sys, runpy\nsys.path[0:0] = {path!r}\nsys.argv = {argv!r}\nrunpy.run_module"
SCRIPT += "('bench.readings', run_name='__main__', alter_sys=True)"


def run(home: Home, progress: Progress) -> list[Figure]:
    progress("writing the city's assembly")
    city, file = (home.city(), str(home.city_file())) if home.city() else ("taiyuan", "taiyuan")
    out = assembly.synthesize(home, [file])
    [function] = [one for one in of(out, str(city)) if one.handler == HANDLER]
    path = path_of(assembly.stacks(out), str(city))
    progress("ours, the textbook's and the floor, in turns")
    speed = _apart("speed", function, path.batch)
    progress("counting the calls")
    counted = _apart("count", function, path.batch)
    progress("a hundred thousand messages that waited")
    backlog = _apart("backlog", function, path.batch)
    return [
        *_speed(speed),
        *_calls(counted),
        *price.figures(counted, path, assembly.stacks(out)),
        at_most("backlog: CPU for a million readings", backlog["seconds"], SECONDS, "s"),
        at_most("backlog: memory grows by", backlog["grown"], GROWN, "MB"),
        *_echo(*echo.measure(progress)),
    ]


def _echo(ours: Echo, bare: Echo) -> list[Figure]:
    name, goal = "a reading, published to shown by the API", f"≤ {ECHO:g} × bare echo"
    met = ours.late <= ECHO * bare.late
    return [
        Figure(f"{name}, p99", ours.late, None, bare.late, "s", goal, met),
        Figure(f"{name}, median", ours.median, None, bare.median, "s", "", None),
    ]


def _speed(cases: dict[str, dict[str, list[float]]]) -> list[Figure]:
    found = []
    for case, spent in cases.items():
        ours, book, floor = (min(spent[way]) for way in ("ours", "textbook", "floor"))
        goals = case == next(iter(cases))
        of_book, of_floor = _ratio(spent, "textbook"), _ratio(spent, "floor")
        met = of_book <= SHARE and of_floor <= FLOORS if goals else None
        goal = f"≤ 1/{1 / SHARE:g} of textbook, ≤ {FLOORS:g} × floor" if goals else ""
        found += [
            Figure(f"a record, {case}", ours, book, floor, "µs CPU", goal, met),
            Figure("  of the textbook's, at its best", of_book, 1.0, None, "×", "", None),
            Figure("  and each at its least", ours / book, 1.0, None, "×", "", None),
            Figure("  of the floor, at its best", of_floor, None, 1.0, "×", "", None),
        ]
    first = next(iter(cases.values()))
    return [*found, _sound(first)]


def _sound(spent: dict[str, list[float]]) -> Figure:
    """Whether the textbook is as fast here as in the study it comes from, so that the comparison is
    fair.

    The study's lower bound was json.loads of the textbook's own message, so that is timed as well.
    """
    ratio = min(a / b for a, b in zip(spent["textbook"], spent["plain"], strict=True))
    most = SLOWER * STUDIED
    if ratio > most:
        raise Failure(f"the textbook takes {ratio:.0f} × its own floor, of at most {most:.0f}")
    ours = STUDIED * median(spent["plain"]) / median(spent["floor"])
    name = f"the textbook, of json.loads of its body (≙ {ours:.0f} × our floor)"
    return Figure(name, ratio, STUDIED, 1.0, "×", f"≤ {most:.0f} ×", ratio <= most)


def _ratio(spent: dict[str, list[float]], beside: str) -> float:
    """The lowest ratio of any round, each of figures from the same round."""
    return min(a / b for a, b in zip(spent["ours"], spent[beside], strict=True))


def _calls(counted: dict[str, dict[str, Any]]) -> list[Figure]:
    found = []
    cases = {case: used for case, used in counted.items() if not case.endswith("000 devices")}
    for case, used in cases.items():
        calls, goal = 1000 * used["calls"], case == next(iter(counted))
        name = f"AWS calls for 1,000 messages, {case}"
        plain = Figure(name, calls, 1000.0, 40.0, "calls", "", None)
        found.append(at_most(name, calls, CALLS, "calls")._replace(floor=40.0) if goal else plain)
    ten = counted["packed by ten"]
    units = 1000 * ten["wru"] / ten["readings"]
    return [*found, at_most("write units for 1,000 readings packed by ten", units, UNITS, "units")]


def _apart(what: str, function: Function, batch: int) -> dict[str, Any]:
    """In a process with only the function's code on its path, and the bench."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "found.json")
        argv = ["bench.readings", what, str(file), str(batch)]
        path = [str(part) for part in (*function.path, ROOT)]
        done = subprocess.run(
            [sys.executable, "-I", "-S", "-c", SCRIPT.format(path=path, argv=argv)],
            env={**DUMMY, **function.environment, "PATH": os.defpath},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
        if done.returncode:
            raise Failure(f"bench.readings {what}: {done.stderr[-2000:]}")
        found: dict[str, Any] = json.loads(file.read_text())
    return found
