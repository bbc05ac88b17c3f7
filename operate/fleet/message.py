"""The messages of a device: numbered within its boot; boots always increase."""

import json
import threading
from collections import deque
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

SPANS = 8  # earlier spans that a report repeats


class Counter:
    """The boot is stored in a file, so that the device knows after a restart that it restarted, and
    what it sent before, so that it can still report it.

    Messages with samples have numbers of their own, so that they can be accounted for; so do
    answers and reports.
    """

    def __init__(self, file: Path, first: int = 0) -> None:
        self._lock, self._seq, self._aside, self._said = threading.Lock(), -1, -1, -1
        self._since, self._spans = datetime.now(UTC), deque[dict[str, Any]](maxlen=SPANS)
        before = json.loads(file.read_text()) if file.exists() else {}
        self.boot = max(int(before.get("boot", 0)) + 1, first)
        self._spans.extend(before.get("spans", ()))
        self._file = file
        file.parent.mkdir(parents=True, exist_ok=True)
        self._keep()

    def next(self) -> dict[str, int]:
        """The head of the next message with samples."""
        with self._lock:
            self._seq += 1
            return {"v": 1, "boot": self.boot, "seq": self._seq}

    def aside(self) -> dict[str, int]:
        """The head of a message without samples."""
        with self._lock:
            self._aside += 1
            return {"v": 1, "boot": self.boot, "seq": self._aside}

    def report(self, ahead: timedelta) -> bytes:
        """The device's report: the numbers used since the last report, and before.

        `ahead` is by how much its clock is ahead.
        """
        head, now = self.aside(), datetime.now(UTC)
        with self._lock:
            self._until(now, ahead)
            return json.dumps({**head, "at": stated(now + ahead), "spans": [*self._spans]}).encode()

    def rest(self, ahead: timedelta) -> None:
        """Called at the end: what was sent since the last report is in the first report of the next
        boot.
        """
        with self._lock:
            self._until(datetime.now(UTC), ahead)

    def _until(self, now: datetime, ahead: timedelta) -> None:
        first, last = self._said + 1, self._seq
        if last >= first:
            times = {"begins": stated(self._since + ahead), "ends": stated(now + ahead)}
            self._spans.append({**times, "boot": self.boot, "first": first, "last": last})
            self._said, self._since = last, now
            self._keep()

    def _keep(self) -> None:
        part = self._file.with_suffix(".part")
        part.write_text(json.dumps({"boot": self.boot, "spans": [*self._spans]}))
        part.replace(self._file)


def readings(head: dict[str, int], samples: Iterable[dict[str, Any]], now: datetime) -> bytes:
    """A message with samples; those without a time were taken now."""
    dated = [{"at": stated(now), **sample} for sample in samples]
    return json.dumps({**head, "samples": dated}).encode()


def answer(head: dict[str, int], command: str, outcome: str, now: datetime) -> bytes:
    """The answer to a command."""
    said = {**head, "at": stated(now), "command": command, "outcome": outcome}
    return json.dumps(said).encode()


def status(
    head: dict[str, int],
    settings: dict[str, Any],
    wished: int,
    network: dict[str, Any] | None,
    now: datetime,
) -> bytes:
    """The device's report of its own state."""
    told = {"reported": settings, "wished": wished, **({"network": network} if network else {})}
    return json.dumps({**head, "at": stated(now), "status": told}).encode()


def stated(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")
