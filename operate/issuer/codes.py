"""Authorization codes: short-lived, and spent by their first presentation, right or wrong."""

import threading
from collections.abc import Callable
from dataclasses import dataclass

from operate.issuer.people import Person

LIVES = 60.0  # seconds


@dataclass(frozen=True)
class Code:
    """What was asked for and granted; the methods are those the protocol library calls."""

    client_id: str
    redirect_uri: str
    scope: str
    nonce: str
    code_challenge: str
    person: Person
    at: float
    code_challenge_method: str = "S256"

    def get_redirect_uri(self) -> str:
        return self.redirect_uri

    def get_scope(self) -> str:
        return self.scope


class Codes:
    """In memory: whoever was signing in while the issuer restarted signs in again."""

    def __init__(self, now: Callable[[], float]) -> None:
        self.now, self._lock = now, threading.Lock()
        self._codes: dict[str, Code] = {}

    def keep(self, value: str, code: Code) -> None:
        with self._lock:
            self._codes = {v: c for v, c in self._codes.items() if self._lives(c)}
            self._codes[value] = code

    def take(self, value: str, client_id: str) -> Code | None:
        """Of two that come at once, one gets it."""
        with self._lock:
            code = self._codes.pop(value, None)
        usable = code is not None and self._lives(code) and code.client_id == client_id
        return code if usable else None

    def bears(self, client_id: str, nonce: str) -> bool:
        """Whether a code that is still out already answers this nonce."""
        with self._lock:
            codes = list(self._codes.values())
        return any(c.client_id == client_id and c.nonce == nonce for c in codes if self._lives(c))

    def _lives(self, code: Code) -> bool:
        return self.now() - code.at < LIVES
