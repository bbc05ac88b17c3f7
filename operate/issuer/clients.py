"""The programs people sign in to: public ones on this machine, no secrets."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from authlib.oauth2.rfc6749 import ClientMixin


def _loopback(host: str | None) -> bool:
    return host in ("127.0.0.1", "::1", "localhost") or (host or "").endswith(".localhost")


@dataclass(frozen=True)
class Client(ClientMixin):  # type: ignore[misc]  # the library has no types
    """A redirect goes to this machine: any port (RFC 8252 §7.3), the client's own path."""

    client_id: str
    path: str

    def get_client_id(self) -> str:
        return self.client_id

    def get_default_redirect_uri(self) -> None:
        """None: a request states where it wants its answer."""

    def get_allowed_scope(self, scope: str | None) -> str | None:
        return "openid" if "openid" in (scope or "").split() else None

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        try:
            uri = urlsplit(redirect_uri)
            uri.port  # noqa: B018 - raises on nonsense
        except ValueError:
            return False
        plain = not (uri.query or uri.fragment or "#" in redirect_uri or "@" in uri.netloc)
        here = uri.scheme == "http" and _loopback(uri.hostname)
        return plain and here and uri.path.endswith(self.path)

    def check_endpoint_auth_method(self, method: str, _endpoint: str) -> bool:
        return method == "none"

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type == "authorization_code"


CLIENTS = {
    client.client_id: client
    for client in (Client("linli-web", "/signed-in"), Client("linli-cli", "/callback"))
}
