"""What carries devices' bytes in a drill, asked until the broker has them; and may be killed."""

import base64
import os
import signal
from collections.abc import Callable
from typing import Any

import httpx

from operate import daemons, processes
from operate.failure import Failure
from operate.scenario.world import World

NEVER = (403, 504)  # what the broker refuses is no use sending again
Until = Callable[[str, Callable[[], bool]], object]  # asks until it is so


class Fleet:
    """`refused` counts what the broker would not have, `ends` how often the fleet was killed."""

    def __init__(self, world: World, until: Until) -> None:
        self.world, self.until = world, until
        self.refused = self.ends = 0

    def publish(
        self, thing: str, how: dict[str, Any], payload: bytes, *, never: bool = False
    ) -> None:
        """Until the broker took it; or, of what it never may, until it refused."""
        body = {**how, "base64": base64.b64encode(payload).decode()}

        def once() -> bool:
            try:
                self.world.fleet("POST", f"/devices/{thing}/publish", body)
            except httpx.HTTPStatusError as error:
                if not never or error.response.status_code not in NEVER:
                    raise
                self.refused += 1
            return True

        self.until(f"{thing} speaks", once)

    def end(self) -> None:
        """By SIGKILL; whoever speaks meanwhile says it again."""
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
