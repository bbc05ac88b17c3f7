"""`bench notify`: the cost of a notice by channel, how soon a silent supplier is abandoned, and
whether ten thousand messages are counted exactly.

Runs on loopback only, in a process of its own; see bench/telling.
"""

import json
import os
import subprocess
import sys
import tempfile
from typing import Any

from bench.figures import Figure, Progress, at_most
from operate.failure import Failure
from operate.home import ROOT, Home

FAILOVER = 60.0
SETTINGS = {
    "CITY": "bench",
    "TABLE": "linli-bench-accounts",  # the one table of all features here
    "BUS": "linli-bench-bus",
    "MACHINES": "arn:aws:states:us-east-1:000000000000:stateMachine:linli-bench-notify-",
    "AWS_REGION": "us-east-1",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_ACCESS_KEY_ID": "x",
    "AWS_SECRET_ACCESS_KEY": "x",
    "POWERTOOLS_SERVICE_NAME": "notify",
    "POWERTOOLS_LOG_LEVEL": "CRITICAL",
    "POWERTOOLS_METRICS_DISABLED": "true",
    "POWERTOOLS_TRACE_DISABLED": "true",
}


def run(_: Home, progress: Progress) -> list[Figure]:
    progress("notices by channel, a silent supplier, ten thousand at once")
    found = _measured()
    bulk, failover = found["bulk"], found["failover"]
    return [
        *(figure for channel, cost in found["channels"].items() for figure in _of(channel, *cost)),
        at_most("a silent supplier carries nothing after", failover["gone"], FAILOVER, "city s"),
        _plain("well again, it has its share after", failover["back"], "city s"),
        at_most("10,000 at once: counts are off by", bulk["lost"], 0, "people"),
        _plain("10,000 at once, AWS calls each", bulk["calls"], "calls"),
        _plain("10,000 at once, price of 1,000", bulk["price"], "$"),
    ]


def _of(channel: str, calls: float, price: float) -> list[Figure]:
    name = "a notice in the inbox" if channel == "inbox" else f"and by {channel}"
    return [
        _plain(f"{name}, AWS calls", calls, "calls"),
        _plain(f"{name}, price of 1,000", price, "$"),
    ]


def _plain(figure: str, ours: float, unit: str) -> Figure:
    return Figure(figure, ours, None, None, unit, "", None)


def _measured() -> dict[str, Any]:
    return apart("bench.telling")


def apart(module: str) -> dict[str, Any]:
    """Runs a module in a process of its own and returns its last line of output as JSON."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    paths = os.pathsep.join((str(ROOT), str(ROOT / "layers/linli/python")))
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, "-m", module, folder],
            cwd=ROOT,
            env=inherited | SETTINGS | {"PYTHONPATH": paths},
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode:
        raise Failure(f"{module}: {done.stderr[-2000:]}")
    measured: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return measured
