"""Polls for what must come true within a time."""

import time
from collections.abc import Callable
from typing import Any

from operate.scenario.scene import Failed

Look = Callable[[], tuple[str | None, Any]]  # what is still wrong, and what was found


def until(
    look: Look,
    within: float,
    wanted: Callable[[], Any] = lambda: None,
    *,
    pause: float = 0.1,
    longest: float = 0.1,
) -> None:
    """Polls with pauses that grow up to `longest`."""
    began = time.monotonic()
    while True:
        reason, last = look()
        waited = time.monotonic() - began
        if reason is None:
            return
        if waited > within:
            raise Failed(reason, last=last, wanted=wanted(), waited=waited)
        time.sleep(pause)
        pause = min(pause * 1.5, longest)
