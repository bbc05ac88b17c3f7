"""Access and id tokens. An access token contains the person, the authentication method and the
client.
"""

import hashlib
import json
import secrets
import time
from typing import Any, NamedTuple

from functions.accounts.sessions.model import AuthCode
from functions.accounts.sign_in import people
from linli.city import city

from . import keys
from .clients import Client
from .keys import base64url


class Tokens(NamedTuple):
    issuer: str

    def access(self, client: Client, user: AuthCode, scope: str, **_: Any) -> str:
        claims = {
            **_proved(user),
            "aud": city().audience,
            "client_id": client.client_id,
            "scope": scope,
            "jti": secrets.token_urlsafe(16),
        }
        return self._signed("at+jwt", claims, client.seconds)

    def identity(self, client: Client, user: AuthCode, access_token: str) -> str:
        """The id token, with the client as audience; without the name for an app that may not see
        the profile.
        """
        half = hashlib.sha256(access_token.encode()).digest()[:16]
        claims = {
            **_proved(user),
            "aud": client.client_id,
            "nonce": user.nonce,
            "at_hash": base64url(half),
        }
        if client.app is None or "profile" in user.scope.split():
            claims["name"] = people.name(user.person)
        return self._signed("JWT", claims, client.seconds)

    def _signed(self, kind: str, claims: dict[str, Any], seconds: int) -> str:
        now, key = int(time.time()), keys.signing()
        header = {"alg": "RS256", "kid": key.kid, "typ": kind}
        dated = {"iss": self.issuer, "iat": now, "exp": now + seconds, **claims}
        text = f"{_part(header)}.{_part(dated)}"
        return f"{text}.{keys.signed(key, text)}"


def _proved(user: AuthCode) -> dict[str, Any]:
    return {
        "sub": user.person,
        "sid": user.sid,
        "amr": [user.method],
        "auth_time": int(user.proved_at.timestamp()),
    }


def _part(said: dict[str, Any]) -> str:
    return base64url(json.dumps(said, separators=(",", ":")).encode())
