"""The OAuth clients: the city's own programs and third-party apps. All public, without secrets."""

import os
import re
from dataclasses import dataclass
from typing import get_args
from urllib.parse import urlsplit

from functions.accounts.apps import store as store_apps
from functions.accounts.sign_in.arrival import SIGN_IN
from linli.roles import App
from linli.scopes import Scope

KIOSK = "linli-kiosk"
SCREENS = "linli-web"
OWN = {SCREENS: "/signed-in", "linli-cli": "/callback", KIOSK: "/signed-in"}
SCOPES = frozenset(get_args(Scope))
MINUTES, AT_A_KIOSK = 15, 5


@dataclass(frozen=True)
class Client:
    """A client as Authlib expects it, without the cost of importing its base class.

    The city's own may redirect to loopback at any port (RFC 8252 §7.3), its screens to their own
    address, and to loopback on a laptop only; an `app` to a registered URI, compared literally.
    """

    client_id: str
    app: App | None = None

    @property
    def seconds(self) -> int:
        """Lifetime of its tokens."""
        return 60 * (AT_A_KIOSK if self.client_id == KIOSK else MINUTES)

    @property
    def scopes(self) -> frozenset[str]:
        return SCOPES if self.app is None else frozenset(self.app.scopes)

    def get_client_id(self) -> str:
        return self.client_id

    def get_default_redirect_uri(self) -> None:
        """None: requests must state the redirect URI."""

    def get_allowed_scope(self, scope: str | None) -> str | None:
        """All requested scopes, or none."""
        asked = dict.fromkeys((scope or "").split())
        fits = "openid" in asked and asked.keys() <= {"openid", *self.scopes}
        return " ".join(asked) if fits else None

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        if self.app:
            return redirect_uri in self.app.redirects
        if self.client_id == SCREENS and redirect_uri == _beside():
            return True
        if self.client_id == SCREENS and os.environ["ISSUER"].startswith("https:"):
            return False
        return _here(redirect_uri, OWN[self.client_id])

    def check_endpoint_auth_method(self, method: str, _endpoint: str) -> bool:
        return method == "none"

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type == "authorization_code"


def find(client_id: str) -> Client | None:
    """None if unknown or revoked."""
    if client_id in OWN:
        return Client(client_id)
    app = store_apps.known(client_id)
    return Client(client_id, app) if app and app.revoked_at is None else None


def _beside() -> str:
    """The address of the screens; on a laptop a host name of its own, not the issuer's IP
    address.
    """
    return os.environ["ISSUER"].removesuffix(SIGN_IN) + OWN[SCREENS]


def _here(redirect_uri: str, path: str) -> bool:
    try:
        uri = urlsplit(redirect_uri)
        uri.port  # noqa: B018 - raises on an invalid port
    except ValueError:
        return False
    plain = not (uri.query or uri.fragment or "#" in redirect_uri or "@" in uri.netloc)
    host = uri.hostname or ""  # plain host names only: the page's policy contains it
    named = host == "localhost" or re.fullmatch(r"([a-z0-9-]+\.)+localhost", host)
    loopback = host in ("127.0.0.1", "::1") or named
    return bool(plain and uri.scheme == "http" and loopback and uri.path.endswith(path))
