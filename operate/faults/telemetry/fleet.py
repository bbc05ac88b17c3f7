"""Sends device messages through the simulated fleet until the broker has accepted them; kills the
fleet on request.
"""

import base64
import os
import signal
from collections.abc import Callable
from typing import Any

import httpx

from operate import daemons, processes
from operate.failure import Failure
from operate.scenario.world import World

NEVER = (403, 504)  # how the fleet reports that the broker refused
Until = Callable[[str, Callable[[], bool]], object]  # repeats the call until it returns true


class Fleet:
    """`refused` counts messages that the broker refused, `ends` how often the fleet was killed."""

    def __init__(self, world: World, until: Until) -> None:
        self.world, self.until = world, until
        self.refused = self.ends = 0

    def publish(
        self, thing: str, how: dict[str, Any], payload: bytes, *, never: bool = False
    ) -> None:
        """Repeats until the broker has accepted it or, with `never`, has refused it."""
        body = {**how, "base64": base64.b64encode(payload).decode()}

        def once() -> bool:
            try:
                self.world.fleet("POST", f"/devices/{thing}/publish", body)
            except httpx.HTTPStatusError as error:
                if not never or error.response.status_code not in NEVER:
                    raise
                self.refused += 1
            return True

        self.until(f"{thing} publishes", once)

    def end(self) -> None:
        """Kills the fleet by SIGKILL and starts it again; publishers meanwhile repeat their
        message.
        """
        home = self.world.home
        if pid := processes.running(home, "fleet"):
            os.kill(pid, signal.SIGKILL)
            self.ends += 1

        def again() -> bool:
            try:
                daemons.start_fleet(home)
            except Failure:
                return False
            return True

        self.until("the fleet is back", again)
