"""What a device does when it is told to: once for each command, and not when it is too late."""

import json
from datetime import datetime

ACTIONS = {  # and how it stands then
    "close": "closed",
    "open": "open",
    "lock": "locked",
    "unlock": "unlocked",
    "sound": "sounding",
    "silence": "silent",
    "broadcast": "broadcasting",
    "evacuate": "calling to leave",
    "stop_broadcast": "silent",
    "voice": "speaking",
    "recall": "recalled",
    "hold": "held",
    "release": "in service",
    "go": "under way",
    "dock": "docked",
    "restart": "running",
    "start": "running",
    "stop": "stopped",
}
REMEMBERED = 1000


class Actuator:
    """`position` is how it stands, `moved` how often it did, and `drill` whether it was told so in
    a drill; commands come as {command or id, action, expires, drill}.
    """

    def __init__(self) -> None:
        self.position, self.drill, self.moved = "open", False, 0
        self._answered: dict[str, str] = {}

    def obey(self, payload: bytes, now: datetime) -> tuple[str, str] | None:
        """The command's id and what became of it; None if it cannot be read.

        A command that is heard again gets the same answer and moves nothing.
        """
        try:
            told = json.loads(payload)
            command = str(told.get("command") or told["id"])
            action, expires = str(told["action"]), told.get("expires")
            late = expires is not None and datetime.fromisoformat(expires) < now
        except (ValueError, TypeError, KeyError, AttributeError):
            return None
        if command not in self._answered:
            self._remember(command, self._move(action, late=late, drill=told.get("drill") is True))
        return command, self._answered[command]

    def _move(self, action: str, *, late: bool, drill: bool) -> str:
        if late or action not in ACTIONS:
            return "failed"
        self.position, self.drill, self.moved = ACTIONS[action], drill, self.moved + 1
        return "done"

    def _remember(self, command: str, outcome: str) -> None:
        self._answered[command] = outcome
        if len(self._answered) > REMEMBERED:
            del self._answered[next(iter(self._answered))]
