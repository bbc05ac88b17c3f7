"""How the engine's workers start: with code that is unpacked once, forked from who has imported it.

The launcher reads this file as it reads `quicker`.
"""

import hashlib
import inspect
import runpy
import shutil
import subprocess
import sys
import tempfile
import threading
import zipfile
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import ministack.core.lambda_runtime as workers

HERE = Path(__file__).parent
UNPACKED = Path(tempfile.gettempdir(), "unpacked")
UNPACKING = threading.Lock()  # else workers that start together are slower than unshared


class Zip(zipfile.ZipFile):
    """Unpacks each layer and each function's code once; workers get links. What stands unpacked is
    not opened again: to read what is in it took a tenth of what the engine does.
    """

    def __init__(self, file: str) -> None:
        self._home = UNPACKED / hashlib.sha256(Path(file).read_bytes()).hexdigest()
        if self._home.is_dir():
            self.fp, self.filename = None, file
        else:
            super().__init__(file)

    def namelist(self) -> list[str]:
        return super().namelist() if self.fp else []

    def extractall(self, path: Any = None, members: Any = None, pwd: Any = None) -> None:
        with UNPACKING:
            if not self._home.is_dir():
                part = self._home.with_suffix(".part")
                shutil.rmtree(part, ignore_errors=True)
                super().extractall(part)
                part.rename(self._home)
        for entry in self._home.iterdir():
            Path(path, entry.name).symlink_to(entry)
        Path(str(self.filename)).unlink()


def share_what_is_unpacked() -> bool:
    if workers.zipfile is not zipfile:
        return False
    workers.zipfile = SimpleNamespace(**{**vars(zipfile), "ZipFile": Zip})
    return True


def fork_workers() -> bool:
    """Workers are forked from processes that have imported their code already (`prefork`). On
    systems other than Linux they start by themselves.
    """
    if sys.platform != "linux":
        return True
    spawn, starting = workers.Worker._spawn, threading.local()
    if workers.subprocess is not subprocess or "[binary, worker_path]" not in inspect.getsource(
        spawn
    ):
        return False
    templates = runpy.run_path(str(HERE / "forked.py"))["Templates"]()

    def spawned(worker: Any) -> None:
        starting.config = worker.config
        spawn(worker)

    def forked(command: list[str], cwd: str, env: dict[str, str], **_: Any) -> Any:
        return templates.start(starting.config, command[-1], cwd, env)

    workers.Worker._spawn = spawned
    workers.subprocess = SimpleNamespace(**{**vars(subprocess), "Popen": forked})
    return True


CHANGES = share_what_is_unpacked, fork_workers
