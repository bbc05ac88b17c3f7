"""The CPU time of an import, in a process of its own that has only the given directories."""

import random
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from statistics import median
from typing import NamedTuple

from bench.figures import Progress

DUMMY = {
    "AWS_ACCESS_KEY_ID": "a",
    "AWS_SECRET_ACCESS_KEY": "b",
    "AWS_REGION": "cn-north-1",
    "AWS_DEFAULT_REGION": "cn-north-1",
    "AWS_EC2_METADATA_DISABLED": "true",
    "AWS_LAMBDA_FUNCTION_NAME": "bench",
    "POWERTOOLS_SERVICE_NAME": "bench",
    "TABLE": "bench",
}
SCRIPT = """
import sys
sys.path[0:0] = {path!r}
sys.dont_write_bytecode = True
before = set(sys.modules)
import time
begun = time.process_time()
{code}
print(time.process_time() - begun, len(set(sys.modules) - before))
"""


class Subject(NamedTuple):
    name: str
    code: str
    path: tuple[Path, ...]
    environment: Mapping[str, str]


class Cost(NamedTuple):
    least: float  # ms of CPU
    usual: float
    modules: int


def measure(subjects: Iterable[Subject], rounds: int, progress: Progress) -> dict[str, Cost]:
    """Runs all subjects once per round, in random order, so that a busy moment affects
    all alike.
    """
    seen: dict[str, list[tuple[float, int]]] = {subject.name: [] for subject in subjects}
    dice = random.Random(1)  # noqa: S311 - an order, not a secret
    order = list(subjects)
    for round_ in range(rounds + 1):
        progress(f"round {round_} of {rounds}")
        dice.shuffle(order)
        for subject in order:
            cost = _once(subject)
            if round_:  # round 0 only warms the disk cache
                seen[subject.name].append(cost)
    return {
        name: Cost(min(c[0] for c in costs), median(c[0] for c in costs), costs[0][1])
        for name, costs in seen.items()
    }


def _once(subject: Subject) -> tuple[float, int]:
    script = SCRIPT.format(path=[str(folder) for folder in subject.path], code=subject.code)
    run = subprocess.run(
        [sys.executable, "-I", "-S", "-c", script],
        env={**DUMMY, **subject.environment, "LAMBDA_TASK_ROOT": str(subject.path[0])},
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode:
        raise RuntimeError(f"{subject.name} does not import:\n{run.stderr[-2000:]}")
    seconds, modules = run.stdout.split()[-2:]
    return float(seconds) * 1000, int(modules)
