"""A browser and a program, as the sign-in's function sees them through a gateway."""

import base64
import html
import json
import re
from base64 import urlsafe_b64encode
from hashlib import sha256
from types import SimpleNamespace
from urllib.parse import parse_qs, urlencode, urlsplit

from tests.conftest import CONTEXT

HOST = "abc.execute-api.cn-north-1.amazonaws.com.cn"
ORIGIN = f"https://{HOST}"
ISSUER = f"{ORIGIN}/sign-in"
VERIFIER = "a-verifier-" + "v" * 40
CHALLENGE = urlsafe_b64encode(sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()
BACK = f"{ORIGIN}/signed-in"
HERE = {"client_id": "linli-cli", "redirect_uri": "http://127.0.0.1:4711/callback"}
ASKED = {
    "response_type": "code",
    "client_id": "linli-web",
    "redirect_uri": BACK,
    "scope": "openid",
    "state": "the-state",
    "nonce": "the-nonce",
    "code_challenge": CHALLENGE,
    "code_challenge_method": "S256",
}
PHONE = "+8617000000001"
FORM = "application/x-www-form-urlencoded"
CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36"


class Visitor:
    """Keeps cookies as a browser does; `sent` is what went to phones."""

    def __init__(self, handler, sent, source="203.0.113.7"):
        self.handler, self.sent, self.source = handler, sent, source
        self.cookies = {}

    def send(self, method, path, query=None, form=None, said=None, cookies=None, **headers):
        body, kind = (json.dumps(said), "application/json") if said is not None else (None, FORM)
        if form is not None:
            body = base64.b64encode(urlencode(form, doseq=True).encode()).decode()
        event = {
            "version": "2.0",
            "rawPath": f"/sign-in/{path}",
            "rawQueryString": urlencode(query or {}, doseq=True),
            "cookies": [
                f"{k}={v}" for k, v in (self.cookies if cookies is None else cookies).items()
            ],
            "headers": {"content-type": kind, "host": HOST, "user-agent": CHROME, **headers},
            "requestContext": {
                "apiId": "abc",
                "domainName": HOST,
                "requestId": "r",
                "stage": "$default",
                "http": {"method": method, "path": f"/sign-in/{path}", "sourceIp": self.source},
            },
            "body": body,
            "isBase64Encoded": form is not None,
        }
        return self._heard(self.handler(event, CONTEXT))

    def _heard(self, answer):
        for line in answer.get("cookies", ()):
            name, _, rest = line.partition("=")
            value, _, how = rest.partition(";")
            self.cookies[name] = value
            if "Max-Age=0" in how:
                del self.cookies[name]
        return SimpleNamespace(
            status=answer["statusCode"],
            body=answer["body"],
            headers=answer["headers"],
            set=answer.get("cookies", []),
        )

    def page(self, **changes):
        return self.send("GET", "authorize", asked(**changes))

    def submit(self, method, csrf=None, path="authorize", asking=None, form_of="", **fields):
        """Sends the page's form of that method, as it stands there."""
        query = (asking or {}) if path != "authorize" else asked(**(asking or {}))
        page = self.send("GET", path, query)
        form = hidden(page.body, form_of or method) | fields
        if csrf is not None:
            form["csrf"] = csrf
        return self.send("POST", path, query, form)

    def call_for_code(self, phone=PHONE, asking=None, **more):
        """The page that asks for the code, and the code that was sent."""
        page = self.submit("phone", asking=asking, phone=phone, **more)
        return page, self.sent[-1]["code"] if page.status == 200 else None

    def enter(self, page, code, asking=None, path="authorize"):
        query = asked(**(asking or {})) if path == "authorize" else {}
        return self.send("POST", path, query, hidden(page.body, "code") | {"code": code})

    def by_phone(self, phone=PHONE, asking=None):
        page, code = self.call_for_code(phone, asking)
        return self.enter(page, code, asking)

    def invite(self, sub, name=""):
        return self.handler({"invite": sub, "name": name}, CONTEXT)["code"]

    def by_invitation(self, sub="wang-fang", asking=None):
        return self.submit("invitation", asking=asking, invitation=self.invite(sub))

    def code(self, sub="wang-fang", **asking):
        return said(self.by_invitation(sub, asking))["code"]

    def redeem(self, spent, /, **changes):
        form = {
            "grant_type": "authorization_code",
            "client_id": "linli-web",
            "redirect_uri": BACK,
            "code": spent,
            "code_verifier": VERIFIER,
        }
        form = {name: value for name, value in (form | changes).items() if value}
        return self.send("POST", "token", form=form)

    def tokens(self, sub="wang-fang", **asking):
        answer = self.redeem(
            self.code(sub, **asking),
            **{
                name: value
                for name, value in asking.items()
                if name in ("client_id", "redirect_uri")
            },
        )
        return json.loads(answer.body)

    def offer(self, what="sign", path="authorize"):
        """What the page's script is offered, by the proof that the page gave it."""
        page = self.send("GET", path, ASKED if path == "authorize" else {})
        proof = re.search(r'data-csrf="(\w+)"', page.body)[1]
        answer = self.send("POST", "passkeys/offers", said={"csrf": proof, "for": what})
        return answer, proof


def asked(**changes):
    return {name: value for name, value in (ASKED | changes).items() if value is not None}


def hidden(page, method):
    """The hidden fields of the form of that method."""
    for form in re.findall(r"<form.*?</form>", page, re.DOTALL):
        found = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))
        if found.get("method") == method:
            return {name: html.unescape(value) for name, value in found.items()}
    raise AssertionError(f"no form {method}")


def said(reply):
    """What a redirect carries back to the client."""
    query = parse_qs(urlsplit(reply.headers["Location"]).query)
    return {name: values[0] for name, values in query.items()}
