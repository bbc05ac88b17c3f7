"""Starts, awaits and stops a home's engine. The engine saves its state when it is stopped in good
order.
"""

import hashlib
import os
import shutil
import signal
import time
import urllib.request
from collections.abc import Mapping
from contextlib import suppress

from operate import processes
from operate.failure import Failure
from operate.home import ENVIRONMENTS, LOOPBACK, ROOT, Home
from operate.processes import Stopped
from operate.progress import note

TO_START, TO_KEEP, TO_STOP, TO_FORGET = 60, 60, 180, 10
LAUNCHER = ROOT / "operate/engine.py"
READ = ("forked.py", "lifeline.py", "prefork.py", "quicker.py", "starting.py")
MADE_OF = (LAUNCHER, *(ROOT / "operate" / name for name in READ), ROOT / "requirements/engine.txt")


class Killed(Failure):
    """The engine ended without saving its state."""


def start(home: Home, region: str, environment: Mapping[str, str] = {}) -> bool:
    """False if it was running already. `environment` is passed on to its functions too; the fault
    drill uses that.
    """
    if _runs(home):
        return False
    for port in ("engine", "mqtt"):
        processes.wait_free(home, port)
    _sweep_workers(home)
    command = [str(ENVIRONMENTS / "engine/bin/python"), "-P", str(LAUNCHER)]
    settings = {**processes.inherited(), **_settings(home, region), **environment}
    processes.start(home, "engine", command, settings, text())
    wait(home)
    return True


def _runs(home: Home) -> bool:
    """Whether it runs with the present source; an engine with another source is stopped in good
    order.
    """
    if not processes.running(home, "engine"):
        return False
    if home.read("pids/engine.json").get("mark") != text():
        note("the engine has changed since it was started: it starts anew")
        stop(home)
        return False
    try:
        wait(home)
    except processes.Died:
        if processes.running(home, "engine"):
            raise
        return False  # it was already ending
    return True


def stop(home: Home) -> Stopped:
    """By SIGTERM, on which it saves its state; raises Killed if it had to be killed."""
    outcome = processes.stop(home, "engine", within=TO_STOP)
    if outcome is Stopped.KILLED:
        raise Killed(
            f"the engine did not end within {TO_STOP} s and was killed: what was written since it"
            " was last stopped, or since an `up` that created stacks, may be lost"
        )
    return outcome


def forget(home: Home) -> Stopped:
    """Stops it within a short time, by a kill if necessary, as its state is not needed any more."""
    return processes.stop(home, "engine", within=TO_FORGET)


def keep(home: Home, within: float = TO_KEEP) -> None:
    """Makes it save its state now, so that a later kill loses nothing up to now."""
    mark = home.path("state", "kept")
    before = mark.stat().st_mtime_ns if mark.exists() else 0
    pid, limit = processes.running(home, "engine"), time.monotonic() + within
    if pid:
        os.kill(pid, signal.SIGUSR1)
    while pid and (mark.stat().st_mtime_ns if mark.exists() else 0) == before:
        if not processes.running(home, "engine") or time.monotonic() > limit:
            raise processes.Died("the engine did not write down what it holds")
        time.sleep(0.05)


def wait(home: Home) -> None:
    """Waits until it answers. If it has ended instead, the error says why."""
    limit = time.monotonic() + TO_START
    while not ready(home):
        if not processes.running(home, "engine") or time.monotonic() > limit:
            raise processes.Died(f"the engine does not answer:\n{processes.tail(home, 'engine')}")
        time.sleep(0.05)


def ready(home: Home) -> bool:
    """Whether this home's engine answers, rather than another process on its port."""
    if not processes.running(home, "engine"):
        return False
    with (
        suppress(OSError),
        urllib.request.urlopen(  # noqa: S310 - our own loopback address
            f"{home.url('engine')}/_ministack/ready", timeout=2
        ) as answer,
    ):
        return bool(answer.status == 200)
    return False


def text() -> str:
    return hashlib.sha256(b"".join(file.read_bytes() for file in MADE_OF)).hexdigest()


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
        "LAMBDA_WARM_TTL_SECONDS": "60",  # for additional workers; the first of each function stays
    }


def _sweep_workers(home: Home) -> None:
    """Ends the workers that a killed engine left behind."""
    for left in home.folder("tmp").glob("ministack-lambda-*"):
        shutil.rmtree(left, ignore_errors=True)
