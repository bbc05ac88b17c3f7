"""Background processes of a home, each with a pid file and a log.

A pid is stored with the process's start time, so that a reused pid is never stopped.
"""

import hashlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from enum import IntEnum
from pathlib import Path

from operate.failure import Failure
from operate.home import ROOT, Home

ENOUGH_LOG = 20_000_000
TO_FREE = 10.0  # seconds


class Died(Failure):
    """A process ended while being waited for."""


class Stopped(IntEnum):
    """How a process ended; falsy if it did not run."""

    ALREADY = 0
    IN_ORDER = 1
    KILLED = 2


def wait_free(home: Home, port: str) -> None:
    """A port may still be in use for a moment after a process was killed."""
    deadline = time.monotonic() + TO_FREE
    while not home.is_free(port):
        if time.monotonic() > deadline:
            raise Failure(
                f"another process uses port {home.port(port)}, which {home.root} needs: end it"
            )
        time.sleep(0.1)


def start(
    home: Home, name: str, command: Sequence[str], environment: Mapping[str, str], mark: str = ""
) -> bool:
    """Start in a session of its own, unless it runs already with this `mark`."""
    if running(home, name):
        if home.read(f"pids/{name}.json").get("mark") == mark:
            return False
        stop(home, name)
    with _log(home, name).open("ab") as log:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    known = {"pid": process.pid, "began": _began(process.pid), "mark": mark}
    home.write(f"pids/{name}.json", known)
    return True


def start_module(home: Home, name: str, environment: Mapping[str, str] = {}) -> bool:
    """Start one of our modules, which finds its home by LINLI_HOME and the engine by the AWS
    settings.

    It is restarted if its source or its city has changed.
    """
    settings = {**inherited(), **home.aws(), "LINLI_HOME": str(home.root), **environment}
    command = [sys.executable, "-P", "-m", f"operate.{name}"]
    return start(home, name, command, settings, _text_of(home, name))


def running(home: Home, name: str) -> int | None:
    known = home.read(f"pids/{name}.json")
    pid = known.get("pid")
    if not pid:
        return None
    with suppress(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)  # reaps a child that has ended
    began = _began(pid)
    return pid if began and began == known.get("began") else None


def stop(home: Home, name: str, within: float = 10) -> Stopped:
    """Terminate and wait; kill after the time limit."""
    outcome = Stopped.ALREADY
    if pid := running(home, name):
        outcome = Stopped.IN_ORDER
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGTERM)
        if not _gone(home, name, within):
            outcome = Stopped.KILLED
            with suppress(ProcessLookupError):
                os.killpg(pid, signal.SIGKILL)
            _gone(home, name, 5)
    home.path(f"pids/{name}.json").unlink(missing_ok=True)
    return outcome


def inherited() -> dict[str, str]:
    """The environment without variables that would lead an AWS client elsewhere."""
    return {k: v for k, v in os.environ.items() if not k.startswith("AWS_") and k != "PYTHONPATH"}


def tail(home: Home, name: str, lines: int = 15) -> str:
    path = home.path("logs", f"{name}.log")
    if not path.is_file():
        return ""
    return "\n".join(path.read_text(errors="replace").splitlines()[-lines:])


def _text_of(home: Home, name: str) -> str:
    seen = hashlib.sha256(home.path("city.json").read_bytes() + home.city_file().read_bytes())
    for path in sorted(ROOT.glob(f"operate/{name}.py")) + sorted(
        ROOT.glob(f"operate/{name}/**/*.py")
    ):
        seen.update(path.read_bytes())
    return seen.hexdigest()


def _log(home: Home, name: str) -> Path:
    path = home.path("logs", f"{name}.log")
    if path.is_file() and path.stat().st_size > ENOUGH_LOG:
        path.replace(path.with_suffix(".log.1"))
    return path


def _gone(home: Home, name: str, within: float) -> bool:
    limit = time.monotonic() + within
    while running(home, name):
        if time.monotonic() > limit:
            return False
        time.sleep(0.05)
    return True


def _began(pid: int) -> str:
    """The start time of the process as the system states it; empty if there is none."""
    try:
        after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return "" if Path("/proc/self").exists() else _began_by_ps(pid)
    return "" if after_name[0] == "Z" else after_name[19]


def _began_by_ps(pid: int) -> str:
    command = ["/bin/ps", "-o", "lstart=", "-p", str(pid)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
