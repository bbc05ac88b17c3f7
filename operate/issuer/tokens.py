"""The two tokens of an answer. An access token says who, for how long, and nothing more."""

import secrets
import time
from collections.abc import Callable
from typing import Any

from authlib.oidc.core.util import create_half_hash
from joserfc import jwt
from joserfc.jwk import RSAKey

from operate.issuer.clients import Client
from operate.issuer.codes import Code
from operate.issuer.keys import KeyRing
from operate.issuer.people import Person

EXPIRES = 15 * 60


class Tokens:
    """Signs by the ring's present key."""

    def __init__(
        self, issuer: str, audience: str, ring: KeyRing, now: Callable[[], float] = time.time
    ) -> None:
        self.issuer, self.audience, self.ring, self.now = issuer, audience, ring, now
        self._ready: RSAKey | None = None

    def access(self, client: Client, user: Person, **_: Any) -> str:
        claims = {"sub": user.id, "aud": self.audience, "client_id": client.client_id}
        return self._signed("at+jwt", {**claims, "jti": secrets.token_urlsafe(16)})

    def identity(self, code: Code, access_token: str) -> str:
        """For the client that asked, hence its audience."""
        claims = {
            "sub": code.person.id,
            "aud": code.client_id,
            "nonce": code.nonce,
            "auth_time": int(code.at),
            "at_hash": create_half_hash(access_token, "RS256").decode(),
            "name": code.person.name,
        }
        return self._signed("JWT", claims)

    def _signed(self, kind: str, claims: dict[str, Any]) -> str:
        now, key = int(self.now()), self._key()
        header = {"alg": "RS256", "kid": key.kid, "typ": kind}
        dated = {"iss": self.issuer, "iat": now, "exp": now + EXPIRES, **claims}
        return jwt.encode(header, dated, key, algorithms=["RS256"])

    def _key(self) -> RSAKey:
        """The ring's present key, made ready once: that costs more than to sign with it."""
        present = self.ring.signing()
        if self._ready is None or self._ready.kid != present.jwk["kid"]:
            self._ready = RSAKey.import_key(present.jwk)
        return self._ready
