"""One sign-in at a city's issuer: the cookies of a browser, and the request of a program."""

import html
import json
import re
import secrets
import ssl
from base64 import urlsafe_b64encode
from functools import cache
from hashlib import sha256
from typing import Any, Protocol, Self
from urllib.parse import parse_qs, urlsplit

import httpx
from joserfc import jwt
from joserfc.jwk import KeySet

CLIENT = "linli-cli"
BACK = {
    "linli-cli": "http://127.0.0.1/callback",
    "linli-web": "http://127.0.0.1/signed-in",
    "linli-kiosk": "http://127.0.0.1/signed-in",
}  # nobody listens there: the redirect is read, not followed


FORM = re.compile(r"(?s)<form.*?</form>")
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')


class Refused(Exception):
    """The issuer refused the sign-in, with this text and `status`."""

    def __init__(self, why: str, status: int = 0) -> None:
        super().__init__(why)
        self.status = status


class Device(Protocol):
    """Creates passkeys and signs with them, in the format of a browser's script."""

    def make(self, options: dict[str, Any], origin: str) -> dict[str, Any]: ...

    def sign(self, options: dict[str, Any], origin: str) -> dict[str, Any]: ...


class Visit:
    """Authorization code with PKCE, implemented by hand: the parts of a program's library and of
    the browser.
    """

    def __init__(
        self, issuer: str, client: str = CLIENT, back: str = "", scope: str = "openid"
    ) -> None:
        self.issuer, self.client = issuer, client
        self.http = httpx.Client(trust_env=False, timeout=30, verify=_authorities())
        self.verifier, state, nonce = (secrets.token_urlsafe(32) for _ in range(3))
        digest = sha256(self.verifier.encode()).digest()
        self.asked = {
            "response_type": "code",
            "client_id": client,
            "redirect_uri": back or BACK[client],
            "scope": scope,
            "state": state,
            "nonce": nonce,
            "code_challenge": urlsafe_b64encode(digest).rstrip(b"=").decode(),
            "code_challenge_method": "S256",
        }
        self.page = self.http.get(f"{issuer}/authorize", params=self.asked)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.http.close()

    def prove(self, method: str, **fields: Any) -> httpx.Response:
        """Submits the page's form for that method; returns the next page, or the redirect to the
        program.
        """
        form = self._form(method) | fields
        self.page = self.http.post(f"{self.issuer}/authorize", params=self.asked, data=form)
        return self.page

    def _form(self, method: str) -> dict[str, Any]:
        """The hidden fields of the form, to be returned unchanged. If the page has no form for that
        method, it is filled in nonetheless, as an attacker would.
        """
        found = [dict(HIDDEN.findall(form)) for form in FORM.findall(self.page.text)]
        if not any("csrf" in fields for fields in found):
            raise Refused(_plain(self.page), self.page.status_code)
        here = next((fields for fields in found if fields.get("method") == method), None)
        sent = here or next(fields for fields in found if "csrf" in fields)
        return {name: html.unescape(value) for name, value in sent.items()} | {"method": method}

    def passkey(self, device: Device) -> httpx.Response:
        """Signs in with a passkey of that device."""
        offer, _ = self._offered("sign")
        answer = json.dumps(device.sign(offer["options"], self.origin))
        return self.prove("passkey", challenge=offer["challenge"], answer=answer)

    def add_passkey(self, device: Device) -> None:
        """Adds one to the account that is signed in."""
        self.page = self.http.get(f"{self.issuer}/account")
        offer, csrf = self._offered("new")
        made = device.make(offer["options"], self.origin)
        body = {"csrf": csrf, "challenge": offer["challenge"], "answer": made}
        self._said(self.http.post(f"{self.issuer}/passkeys", json=body))

    def _offered(self, kind: str) -> tuple[dict[str, Any], str]:
        """The options for the page's script, and the page's form."""
        csrf = self._found(rf'data-passkey="{kind}"[^>]*data-csrf="([^"]+)"')
        asked = {"csrf": csrf, "for": kind}
        return self._said(self.http.post(f"{self.issuer}/passkeys/offers", json=asked)), csrf

    @property
    def origin(self) -> str:
        at = urlsplit(self.issuer)
        return f"{at.scheme}://{at.netloc}"

    def _found(self, pattern: str) -> str:
        """The only match on the present page."""
        found = re.search(pattern, self.page.text)
        if self.page.status_code != httpx.codes.OK or not found:
            raise Refused(_plain(self.page), self.page.status_code)
        return html.unescape(found[1])

    @staticmethod
    def _said(answer: httpx.Response) -> dict[str, Any]:
        if answer.is_error:
            raise Refused(_plain(answer), answer.status_code)
        said: dict[str, Any] = answer.json()
        return said

    def token(self, answer: httpx.Response) -> dict[str, Any]:
        """Exchanges the code in the redirect for tokens."""
        form = {
            "grant_type": "authorization_code",
            "client_id": self.client,
            "redirect_uri": self.asked["redirect_uri"],
            "code": self._code(answer),
            "code_verifier": self.verifier,
        }
        said = self._said(self.http.post(f"{self.issuer}/token", data=form))
        self._check(said["id_token"])
        return said

    def _code(self, answer: httpx.Response) -> str:
        if answer.status_code != httpx.codes.SEE_OTHER:
            raise Refused(_plain(answer), answer.status_code)
        said = parse_qs(urlsplit(answer.headers["Location"]).query)
        if "code" not in said or said.get("state") != [self.asked["state"]]:
            raise Refused(str(said.get("error", said)), answer.status_code)
        return said["code"][0]

    def _check(self, id_token: str) -> None:
        """Verifies that the answer is this issuer's, for this client and this request."""
        known = self._said(self.http.get(f"{self.issuer}/jwks"))
        keys = KeySet.import_key_set({"keys": known["keys"]})
        said = jwt.decode(id_token, keys, algorithms=["RS256"])
        wanted = jwt.JWTClaimsRegistry(
            iss={"essential": True, "value": self.issuer},
            aud={"essential": True, "value": self.client},
            nonce={"essential": True, "value": self.asked["nonce"]},
            exp={"essential": True},
        )
        wanted.validate(said.claims)


@cache
def _authorities() -> ssl.SSLContext:
    """Of all visits: to read them takes longer than to sign in."""
    return httpx.create_ssl_context(trust_env=False)


def _plain(answer: httpx.Response) -> str:
    said = answer.headers.get("Location") or re.sub(
        r"(?s)<style>.*?</style>|<[^>]+>", " ", answer.text
    )
    return f"{answer.status_code} {' '.join(str(said).split())}"
