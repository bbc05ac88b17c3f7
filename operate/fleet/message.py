"""The messages a device makes: numbered within its boot, and its boots grow for ever."""

import json
import threading
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any


class Counter:
    """The boot is kept in a file, so that the device knows after a restart that it restarted."""

    def __init__(self, file: Path) -> None:
        self._lock, self._seq = threading.Lock(), -1
        before = json.loads(file.read_text())["boot"] if file.exists() else 0
        self.boot = int(before) + 1
        file.parent.mkdir(parents=True, exist_ok=True)
        part = file.with_suffix(".part")
        part.write_text(json.dumps({"boot": self.boot}))
        part.replace(file)

    def next(self) -> dict[str, int]:
        """The head of one more message."""
        with self._lock:
            self._seq += 1
            return {"v": 1, "boot": self.boot, "seq": self._seq}


def readings(head: dict[str, int], samples: Iterable[dict[str, Any]], now: datetime) -> bytes:
    """A message of samples; one that states no time was taken now."""
    dated = [{"at": stated(now), **sample} for sample in samples]
    return json.dumps({**head, "samples": dated}).encode()


def answer(head: dict[str, int], command: str, outcome: str, now: datetime) -> bytes:
    """What became of a command."""
    said = {**head, "at": stated(now), "command": command, "outcome": outcome}
    return json.dumps(said).encode()


def stated(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")
