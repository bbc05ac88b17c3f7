"""A browser and a client for an issuer without sockets."""

import re
from base64 import urlsafe_b64encode
from hashlib import sha256
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

ISSUER = "http://127.0.0.1:9"
VERIFIER = "a-verifier-" + "v" * 40
CHALLENGE = urlsafe_b64encode(sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()
BACK = "http://127.0.0.1:4711/callback"
ASKED = {
    "response_type": "code",
    "client_id": "linli-cli",
    "redirect_uri": BACK,
    "scope": "openid",
    "state": "the-state",
    "nonce": "the-nonce",
    "code_challenge": CHALLENGE,
    "code_challenge_method": "S256",
}


class Visitor:
    """A browser and a client, as far as an issuer sees them."""

    def __init__(self, site, now):
        self.site, self.now, self.cookie = site, now, ""

    def send(self, method, path, query=None, form=None, cookie=None):
        from operate.issuer.exchange import Ask

        listed = [
            {name: value if isinstance(value, list) else [value] for name, value in part.items()}
            for part in (query or {}, form or {})
        ]
        reply = self.site.answer(Ask(method, path, *listed, cookie=cookie or self.cookie))
        headers = dict(reply.headers)
        if "Set-Cookie" in headers:
            self.cookie = headers["Set-Cookie"].partition("=")[2].partition(";")[0]
        return SimpleNamespace(status=reply.status, body=reply.body, headers=headers)

    def page(self, **changes):
        return self.send("GET", "/authorize", {k: v for k, v in (ASKED | changes).items() if v})

    def choose(self, person="wang-fang", *, csrf=None, **changes):
        asked = ASKED | changes
        proof = re.search(r'name="csrf" value="(\w+)"', self.page(**changes).body)
        form = {"person": person, "csrf": csrf if csrf is not None else proof[1]}
        return self.send("POST", "/authorize", asked, form)

    def code(self, **changes):
        return said(self.choose(**changes))["code"]

    def redeem(self, spent, /, **changes):
        form = {
            "grant_type": "authorization_code",
            "client_id": "linli-cli",
            "redirect_uri": BACK,
            "code": spent,
            "code_verifier": VERIFIER,
        }
        return self.send("POST", "/token", form={k: v for k, v in (form | changes).items() if v})


def said(reply):
    """What a redirect carries back to the client."""
    query = parse_qs(urlsplit(reply.headers["Location"]).query)
    return {name: values[0] for name, values in query.items()}
