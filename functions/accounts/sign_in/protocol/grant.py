"""Authorization code grant with PKCE, S256 only, by Authlib on our stores."""

import logging
import re
from typing import Any, NamedTuple

from authlib.oauth2 import AuthorizationServer, OAuth2Request
from authlib.oauth2.rfc6749 import InvalidRequestError
from authlib.oauth2.rfc6749.grants import AuthorizationCodeGrant
from authlib.oauth2.rfc6749.requests import BasicOAuth2Payload
from authlib.oauth2.rfc6750 import BearerTokenGenerator
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core import OpenIDCode

from functions.accounts.sessions.model import AuthCode, Session
from functions.accounts.sign_in.exchange import Ask, Query

from . import clients, codes
from .clients import Client
from .codes import Code
from .tokens import Tokens

logging.getLogger("authlib").setLevel("INFO")  # logs tokens at DEBUG
_PLAIN = re.compile(r"[\x20-\x21\x23-\x5b\x5d-\x7e]*")  # characters allowed in an error description

LONGEST_NONCE = 255  # it is signed in the id_token


class Granted(NamedTuple):
    """The session, and the scopes granted to the client."""

    session: Session
    scope: str


class Request(OAuth2Request):  # type: ignore[misc]  # the library has no types
    """A request as Authlib expects it; each parameter at most once."""

    def __init__(self, ask: Ask, data: Query) -> None:
        super().__init__(ask.method, f"{ask.base}/{ask.path}")
        self.payload = BasicOAuth2Payload({name: values[0] for name, values in data.items()})
        self.payload._datalist = data

    args = form = property(lambda self: self.payload.data)

    def check(self) -> None:
        """Refuse input that the library would repeat or fail on in error descriptions."""
        if any(len(values) > 1 for values in self.payload.datalist.values()):
            raise InvalidRequestError("A parameter is given twice.")
        named = (self.payload.data.get(n, "") for n in ("redirect_uri", "response_type", "scope"))
        if not all(_PLAIN.fullmatch(value) for value in named):
            raise InvalidRequestError("A parameter has characters that it may not have.")
        if len(self.payload.data.get("nonce", "")) > LONGEST_NONCE:
            raise InvalidRequestError("The nonce is too long.")


class S256(CodeChallenge):  # type: ignore[misc]
    """Authlib's defaults allow `plain`, and requests without PKCE."""

    SUPPORTED_CODE_CHALLENGE_METHOD = ["S256"]
    DEFAULT_CODE_CHALLENGE_METHOD = "S256"

    def validate_code_challenge(self, grant: Any, redirect_uri: str) -> None:
        data = grant.request.payload.data
        if not data.get("code_challenge") or data.get("code_challenge_method") != "S256":
            raise InvalidRequestError("A code_challenge with method S256 is required.")
        super().validate_code_challenge(grant, redirect_uri)


class OpenID(OpenIDCode):  # type: ignore[misc]
    """Adds the id_token to the response."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__(require_nonce=True)
        self.tokens = tokens

    def exists_nonce(self, nonce: str, request: Request) -> bool:
        """Not checked: the client verifies its nonce, and a code is single use anyway."""
        return False

    def encode_id_token(self, token: dict[str, Any], request: Request) -> str:
        return self.tokens.identity(request.client, request.user, token["access_token"])


class CodeGrant(AuthorizationCodeGrant):  # type: ignore[misc]
    """Stores and takes codes. Taking is atomic, so nothing is left to delete."""

    TOKEN_ENDPOINT_AUTH_METHODS = ["none"]

    def save_authorization_code(self, code: str, request: Request) -> None:
        granted: Granted = request.user
        asked = request.payload.data
        codes.keep(code, request.client.client_id, asked, granted.scope, granted.session)

    def query_authorization_code(self, code: str, client: Client) -> Code | None:
        return codes.take(code, client.client_id)

    def delete_authorization_code(self, authorization_code: Code) -> None:
        """Already taken by the query."""

    def authenticate_user(self, authorization_code: Code) -> AuthCode:
        return authorization_code.kept


class Server(AuthorizationServer):  # type: ignore[misc]
    """Authlib's server with our requests; it returns (status, body, headers)."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        bearer = BearerTokenGenerator(
            tokens.access, expires_generator=lambda client, _: client.seconds
        )
        self.register_token_generator("default", bearer)
        self.register_grant(CodeGrant, [OpenID(tokens), S256(required=True)])

    def query_client(self, client_id: str) -> Client | None:
        return clients.find(client_id)

    def save_token(self, token: dict[str, Any], request: Request) -> None:
        """Tokens are signed, not stored."""

    def send_signal(self, name: str, *args: Any, **kwargs: Any) -> None:
        """Signals are not used."""

    def create_oauth2_request(self, request: Request) -> Request:
        return request

    def handle_response(self, status: int, body: Any, headers: Any) -> tuple[int, Any, Any]:
        return status, body, headers
