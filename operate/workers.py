"""The worker process behind a connection, found by its port, so that it can be killed by its pid.

Reads Linux's /proc, and only ever finds worker processes of one city's functions.
"""

import os
import re
import signal
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

PROC = Path("/proc")
ESTABLISHED = "01"
FUNCTION = re.compile(r"/ministack-lambda-(.+)-.{8}/code$")  # the folder that a worker runs in


class Worker(NamedTuple):
    """A process in which the engine runs one function."""

    pid: int
    function: str

    def kill(self) -> None:
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)

    @property
    def memory(self) -> int:
        """Resident bytes; 0 once the process has ended."""
        with suppress(OSError, ValueError):
            pages = (PROC / str(self.pid) / "statm").read_text().split()[1]
            return int(pages) * os.sysconf("SC_PAGE_SIZE")
        return 0


def of_city(prefix: str, engine: int | None = None) -> Iterator[Worker]:
    """All workers of functions whose name begins so; with a pid, those of that engine."""
    for home in os.scandir(PROC):
        if not home.name.isdigit():
            continue
        with suppress(OSError, ValueError, IndexError):
            found = FUNCTION.search(os.readlink(home.path + "/cwd"))  # noqa: PTH115 - often
            if found and found[1].startswith(prefix) and (not engine or _group(home) == engine):
                yield Worker(int(home.name), found[1])


def _group(home: os.DirEntry[str]) -> int:
    return int(Path(home, "stat").read_text().rpartition(")")[2].split()[2])


def behind(port: int, prefix: str) -> Worker | None:
    """The worker with this local port on loopback; None if it belongs to another process."""
    wanted = f"socket:[{_inode(port)}]"
    for worker in of_city(prefix):
        with suppress(OSError):
            for descriptor in os.scandir(PROC / str(worker.pid) / "fd"):
                if os.readlink(descriptor.path) == wanted:  # noqa: PTH115 - not a path
                    return worker
    return None


def _inode(port: int) -> str:
    local = f":{port:04X}"
    for line in (PROC / "net" / "tcp").read_text().splitlines()[1:]:
        fields = line.split()
        if fields[1].endswith(local) and fields[3] == ESTABLISHED:
            return fields[9]
    return ""
