"""Starts, awaits and stops the engine of a home, in order: what it keeps, it keeps on stopping."""

import json
import os
import shutil
import signal
import time
import urllib.request
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from operate import processes
from operate.home import ENVIRONMENTS, LOOPBACK, ROOT, Home

TO_START, TO_STOP = 60, 60


def start(home: Home, region: str, environment: Mapping[str, str] = {}) -> bool:
    """False if it ran already. `environment` reaches its functions too: a fault run uses that."""
    if processes.running(home, "engine"):
        with suppress(processes.Died):  # it was just ending
            wait(home)
            return False
    _sweep_workers(home)
    python = str(ENVIRONMENTS / "engine/bin/python")
    launcher = ROOT / "operate/engine.py"
    settings = {**processes.inherited(), **_settings(home, region), **environment}
    processes.start(home, "engine", [python, "-P", str(launcher)], settings)
    wait(home)
    return True


def stop(home: Home) -> bool:
    """Ends it by TERM, at which it writes down what it holds."""
    return processes.stop(home, "engine", within=TO_STOP)


def keep(home: Home, within: float = TO_STOP) -> None:
    """Has it write down what it holds now: all that a kill would leave."""
    mark = home.path("state", "kept")
    before = mark.stat().st_mtime_ns if mark.exists() else 0
    pid, limit = processes.running(home, "engine"), time.monotonic() + within
    if pid:
        os.kill(pid, signal.SIGUSR1)
    while pid and (mark.stat().st_mtime_ns if mark.exists() else 0) == before:
        if not processes.running(home, "engine") or time.monotonic() > limit:
            raise processes.Died("the engine did not write down what it holds")
        time.sleep(0.05)


def wait(home: Home, within: float = TO_START) -> None:
    """Until it answers. An engine that ended instead says why."""
    limit = time.monotonic() + within
    while not ready(home):
        if not processes.running(home, "engine") or time.monotonic() > limit:
            raise processes.Died(f"the engine does not answer:\n{processes.tail(home, 'engine')}")
        time.sleep(0.05)


def ready(home: Home) -> bool:
    with (
        suppress(OSError),
        urllib.request.urlopen(  # noqa: S310 - our own loopback address
            f"{home.url('engine')}/_ministack/ready", timeout=2
        ) as answer,
    ):
        return bool(answer.status == 200)
    return False


def configure(home: Home, **settings: Any) -> None:
    """Sets what the engine lets be changed while it runs, such as the pace of its waits."""
    request = urllib.request.Request(  # noqa: S310
        f"{home.url('engine')}/_ministack/config",
        data=json.dumps(settings).encode(),
        headers={"content-type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=5):  # noqa: S310
        pass


def _settings(home: Home, region: str) -> dict[str, str]:
    return {
        "BIND_HOST": LOOPBACK,
        "GATEWAY_PORT": str(home.port("engine")),
        "IOT_MTLS_PORT": str(home.port("mqtt")),
        "MINISTACK_REGION": region,
        "AWS_DEFAULT_REGION": region,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AUTH": "true",
        "PERSIST_STATE": "1",
        "STATE_DIR": str(home.folder("state")),
        "S3_PERSIST": "1",
        "S3_DATA_DIR": str(home.folder("s3")),
        "TMPDIR": str(home.folder("tmp")),
        "PYTHONUNBUFFERED": "1",
    }


def _sweep_workers(home: Home) -> None:
    """What the workers of an engine that was killed left behind."""
    for left in home.folder("tmp").glob("ministack-lambda-*"):
        shutil.rmtree(left, ignore_errors=True)
