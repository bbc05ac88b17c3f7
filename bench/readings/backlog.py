"""A backlog of a hundred thousand messages: CPU time, and whether memory stays constant once each
device has been seen twice.

Measured down to the socket: writing and reading HTTP is included, TLS and the kernel are not.
"""

import resource
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.readings.fleet import Fleet
from bench.readings.speed import CONTEXT, Handler

MESSAGES, READINGS, DEVICES = 100_000, 10, 10_000


def measure(handler: Handler, batch: int) -> dict[str, Any]:
    fleet = Fleet(DEVICES, READINGS)
    spent, sizes = 0.0, []
    for _ in range(MESSAGES // batch):
        fleet.now = datetime.now(UTC)
        event = fleet.batch(batch)  # making the messages is not measured
        began = time.process_time()
        failed = handler(event, CONTEXT)["batchItemFailures"]
        spent += time.process_time() - began
        if failed:
            raise RuntimeError(f"{len(failed)} of {batch} were not taken")
        sizes.append(_resident())
    return {
        "seconds": spent * 1e6 / (MESSAGES * READINGS),
        "grown": max(sizes) - sizes[2 * DEVICES // batch],
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def _resident() -> float:
    """Resident memory in MB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6
