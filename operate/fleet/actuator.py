"""How a device executes commands: each one once, and none after its expiry."""

import json
from datetime import datetime

ACTIONS = {  # and the state after it
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
    """`position` is its state, `moved` how often it has moved, and `drill` whether by a command in
    a drill. Commands are {command or id, action, expires, drill}.
    """

    def __init__(self) -> None:
        self.position, self.drill, self.moved = "open", False, 0
        self._answered: dict[str, str] = {}

    def obey(self, payload: bytes, now: datetime) -> tuple[str, str] | None:
        """The command's id and its outcome; None if the command is unreadable.

        A repeated command gets the same answer and moves nothing.
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
