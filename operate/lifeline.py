"""Ends a background process whose home was deleted, as the process that should have stopped it was
killed.

The engine's launcher reads this file too, in an environment without our packages.
"""

import os
import signal
import threading
import time
from pathlib import Path

EVERY = 5.0


def hold(home: Path, every: float = EVERY) -> None:
    """From now on this process and its children live only as long as the home."""
    threading.Thread(target=_watch, args=(home / "ports.json", every), daemon=True).start()


def _watch(mark: Path, every: float) -> None:
    while mark.is_file():
        time.sleep(every)
    if os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)  # an orderly end would write into the folder that is gone
    os._exit(1)
