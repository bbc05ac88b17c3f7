"""The issuer's addresses, and what each answers. No sockets here: door.py brings requests."""

import hmac
import secrets
from typing import Any
from urllib.parse import urlencode, urlsplit

from authlib.oauth2 import OAuth2Error
from authlib.oauth2.rfc6749 import InvalidRequestError

from operate.issuer import page
from operate.issuer.exchange import COOKIE, OPEN, PRIVATE, Ask, Reply, in_html, in_json
from operate.issuer.grant import Request, Server
from operate.issuer.people import People, Person
from operate.issuer.tokens import Tokens

DISCOVERY = "/.well-known/openid-configuration"


class Site:
    """One city's issuer."""

    def __init__(self, tokens: Tokens, people: People, server: Server) -> None:
        self.tokens, self.people, self.server = tokens, people, server
        self._secret = secrets.token_bytes(32)
        self._routes = {
            ("GET", "/.well-known/openid-configuration"): lambda _: in_json(
                200, self.about(), OPEN
            ),
            ("GET", "/jwks"): lambda _: in_json(200, tokens.ring.listed(), OPEN),
            ("GET", "/health"): lambda _: in_json(200, {"ready": True}, []),
            ("GET", "/authorize"): self._show,
            ("POST", "/authorize"): self._sign_in,
            ("POST", "/token"): self._redeem,
        }

    def answer(self, ask: Ask) -> Reply:
        methods = {method for method, path in self._routes if path == ask.path}
        if not methods:
            return in_json(404, {"error": "not_found"}, [])
        if ask.method == "OPTIONS" and ask.path != "/authorize":
            allowed = [("Access-Control-Allow-Methods", ", ".join(sorted(methods)))]
            return Reply(204, "", [*OPEN, *allowed, ("Access-Control-Allow-Headers", "*")])
        if ask.method not in methods:
            return in_json(405, {"error": "method_not_allowed"}, [("Allow", ", ".join(methods))])
        return self._routes[ask.method, ask.path](ask)

    def about(self) -> dict[str, Any]:
        """The discovery document (OpenID Connect Discovery §3)."""
        base = self.tokens.issuer
        return {
            "issuer": base,
            "authorization_endpoint": f"{base}/authorize",
            "token_endpoint": f"{base}/token",
            "jwks_uri": f"{base}/jwks",
            "response_types_supported": ["code"],
            "response_modes_supported": ["query"],
            "grant_types_supported": ["authorization_code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "token_endpoint_auth_methods_supported": ["none"],
            "code_challenge_methods_supported": ["S256"],
            "scopes_supported": ["openid"],
            "ui_locales_supported": ["zh", "en"],
        }

    def _show(self, ask: Ask) -> Reply:
        request = self._protocol(ask)
        try:
            request.check()
            self.server.get_consent_grant(request, end_user=None)
        except OAuth2Error as error:
            return self._refusal(ask, error)
        nonce = ask.cookie or secrets.token_urlsafe(24)
        action, back = f"/authorize?{urlencode(ask.query, doseq=True)}", _origin(request)
        people, csrf = self.people().values(), self._proof(nonce, action)
        body = page.choose(people, self._language(ask), action, csrf, back)
        keep = f"{COOKIE}={nonce}; Path=/authorize; HttpOnly; SameSite=Lax"
        return in_html(200, body, [("Set-Cookie", keep)], back)

    def _sign_in(self, ask: Ask) -> Reply:
        request = self._protocol(ask)
        try:
            request.check()
            person = self._chosen(ask)
            grant = self.server.get_consent_grant(request, end_user=person)
        except OAuth2Error as error:
            return self._refusal(ask, error)
        status, body, headers = self.server.create_authorization_response(
            request, grant_user=person, grant=grant
        )
        return Reply(303 if status == 302 else status, str(body), [*headers, *PRIVATE])

    def _redeem(self, ask: Ask) -> Reply:
        request = Request("POST", self.tokens.issuer + ask.path, ask.form)
        try:
            request.check()
            status, body, _ = self.server.create_token_response(request)
        except OAuth2Error as error:
            status, body, _ = error()
        return in_json(status, body, [*OPEN, *PRIVATE, ("Pragma", "no-cache")])

    def _chosen(self, ask: Ask) -> Person:
        """The person, if the form is the one this browser was given."""
        action = f"/authorize?{urlencode(ask.query, doseq=True)}"
        given = ask.form.get("csrf", [""])[0]
        if not ask.cookie or not hmac.compare_digest(given, self._proof(ask.cookie, action)):
            raise InvalidRequestError("The form is not the one this browser was given.")
        person = self.people().get(ask.form.get("person", [""])[0])
        if person is None:
            raise InvalidRequestError("The person is not listed.")
        return person

    def _proof(self, nonce: str, action: str) -> str:
        return hmac.new(self._secret, f"{nonce} {action}".encode(), "sha256").hexdigest()

    def _refusal(self, ask: Ask, error: OAuth2Error) -> Reply:
        if error.redirect_uri:
            status, _, headers = error()
            return Reply(status, "", [*headers, *PRIVATE])
        why = page.refused(self._language(ask), error.error, error.description)
        return in_html(400, why, [])

    def _protocol(self, ask: Ask) -> Request:
        return Request(ask.method, self.tokens.issuer + ask.path, ask.query)

    @staticmethod
    def _language(ask: Ask) -> str:
        asked = ask.query.get("ui_locales", [""])[0]
        return page.language(asked, ask.headers.get("accept-language", ""))


def _origin(request: Request) -> str:
    uri = urlsplit(request.payload.data["redirect_uri"])
    return f"{uri.scheme}://{uri.netloc}"
