"""The keys the issuer signs with: one signs, the next is published already.

Who checks tokens may keep the published list for two hours. So a key signs only when it has been
listed longer than that, and one that signs no more stays listed until no token bears it.
"""

import json
import os
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from joserfc.jwk import RSAKey
from pydantic import AwareDatetime, BaseModel, TypeAdapter

SIGNS_FOR = timedelta(days=7)
LISTED_BEFORE = timedelta(hours=2, minutes=10)
LISTED_AFTER = timedelta(days=1)
PUBLIC = ("kty", "use", "alg", "kid", "n", "e")


class Key(BaseModel, frozen=True):
    """`until` is when it ends, or ended, to sign; the next key has none yet."""

    jwk: dict[str, Any]
    published: AwareDatetime
    until: AwareDatetime | None = None

    def public(self) -> dict[str, Any]:
        return {name: self.jwk[name] for name in PUBLIC}


Ring = tuple[Key, ...]  # in the order in which they sign; the last is the next
_stored = TypeAdapter(Ring)


def made(now: datetime) -> Key:
    """A new key, published from now on."""
    key = RSAKey.generate_key(2048, {"use": "sig", "alg": "RS256"}, auto_kid=True)
    return Key(jwk=key.as_dict(private=True), published=now)


def turned(ring: Ring, now: datetime, make: Callable[[datetime], Key] = made) -> Ring:
    """The ring as it should stand at `now`; the same one if nothing is due."""
    if not ring:
        return _signing(make(now), now), make(now)
    *past, signing, following = ring
    past = [key for key in past if key.until and now < key.until + LISTED_AFTER]
    due = signing.until is None or signing.until <= now
    if due and now - following.published >= LISTED_BEFORE:
        ended = signing.model_copy(update={"until": now})
        return *past, ended, _signing(following, now), make(now)
    return *past, signing, following


def _signing(key: Key, now: datetime) -> Key:
    return key.model_copy(update={"until": now + SIGNS_FOR})


class KeyRing:
    """The ring in its file, which only the owner may read."""

    def __init__(self, file: Path, now: Callable[[], datetime]) -> None:
        self.file, self.now, self._lock = file, now, threading.Lock()
        self._ring: Ring = _stored.validate_json(file.read_bytes()) if file.exists() else ()

    def signing(self) -> Key:
        return self._current()[-2]

    def listed(self) -> dict[str, list[dict[str, Any]]]:
        """The JSON Web Key Set: what signed lately, what signs, and what will."""
        return {"keys": [key.public() for key in self._current()]}

    def _current(self) -> Ring:
        with self._lock:
            ring = turned(self._ring, self.now())
            if ring != self._ring:
                self._save(ring)
                self._ring = ring
            return ring

    def _save(self, ring: Ring) -> None:
        self.file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        part = self.file.with_suffix(".part")
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
            json.dump(_stored.dump_python(ring, mode="json"), out)
        part.replace(self.file)
