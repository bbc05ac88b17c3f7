"""Authorization code with PKCE, S256 only, by Authlib: what the protocol asks, our stores."""

import re
import time
from collections.abc import Callable
from typing import Any

from authlib.oauth2 import AuthorizationServer, OAuth2Request
from authlib.oauth2.rfc6749 import InvalidRequestError
from authlib.oauth2.rfc6749.grants import AuthorizationCodeGrant
from authlib.oauth2.rfc6749.requests import BasicOAuth2Payload
from authlib.oauth2.rfc6750 import BearerTokenGenerator
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core import OpenIDCode

from operate.issuer.clients import CLIENTS, Client
from operate.issuer.codes import Code, Codes
from operate.issuer.exchange import Query
from operate.issuer.people import Person
from operate.issuer.tokens import EXPIRES, Tokens

_PLAIN = re.compile(r"[\x20-\x21\x23-\x5b\x5d-\x7e]*")  # what an error's description may bear


class Request(OAuth2Request):  # type: ignore[misc]  # the library has no types
    """A request as the protocol sees it: what came, each parameter at most once."""

    def __init__(self, method: str, uri: str, data: Query) -> None:
        super().__init__(method, uri)
        self.payload = BasicOAuth2Payload({name: values[0] for name, values in data.items()})
        self.payload._datalist = data

    args = form = property(lambda self: self.payload.data)

    def check(self) -> None:
        """Refuse what the library would repeat, or would trip over, in its descriptions."""
        if any(len(values) > 1 for values in self.payload.datalist.values()):
            raise InvalidRequestError("A parameter is given twice.")
        named = (self.payload.data.get(n, "") for n in ("redirect_uri", "response_type", "scope"))
        if not all(_PLAIN.fullmatch(value) for value in named):
            raise InvalidRequestError("A parameter has characters that it may not have.")


class S256(CodeChallenge):  # type: ignore[misc]
    """The library's own defaults allow `plain`, and a request without any challenge."""

    SUPPORTED_CODE_CHALLENGE_METHOD = ["S256"]
    DEFAULT_CODE_CHALLENGE_METHOD = "S256"

    def validate_code_challenge(self, grant: Any, redirect_uri: str) -> None:
        data = grant.request.payload.data
        if not data.get("code_challenge") or data.get("code_challenge_method") != "S256":
            raise InvalidRequestError("A code_challenge with method S256 is required.")
        super().validate_code_challenge(grant, redirect_uri)


class OpenID(OpenIDCode):  # type: ignore[misc]
    """Adds the id_token to the answer."""

    def __init__(self, tokens: Tokens, codes: Codes) -> None:
        super().__init__(require_nonce=True)
        self.tokens, self.codes = tokens, codes

    def exists_nonce(self, nonce: str, request: Request) -> bool:
        return self.codes.bears(request.payload.client_id, nonce)

    def encode_id_token(self, token: dict[str, Any], request: Request) -> str:
        return self.tokens.identity(request.authorization_code, token["access_token"])


class CodeGrant(AuthorizationCodeGrant):  # type: ignore[misc]
    """Keeps and takes codes. Taking is the atomic act, so nothing is left to delete."""

    TOKEN_ENDPOINT_AUTH_METHODS = ["none"]

    def save_authorization_code(self, code: str, request: Request) -> None:
        data = request.payload.data
        granted = Code(
            client_id=request.client.client_id,
            redirect_uri=data["redirect_uri"],
            scope=request.scope,
            nonce=data["nonce"],
            code_challenge=data["code_challenge"],
            person=request.user,
            at=self.server.codes.now(),
        )
        self.server.codes.keep(code, granted)

    def query_authorization_code(self, code: str, client: Client) -> Code | None:
        taken: Code | None = self.server.codes.take(code, client.client_id)
        return taken

    def delete_authorization_code(self, authorization_code: Code) -> None:
        """It was taken when it was asked for."""

    def authenticate_user(self, authorization_code: Code) -> Person:
        return authorization_code.person


class Server(AuthorizationServer):  # type: ignore[misc]
    """Authlib's server over our requests; its answers are (status, body, headers)."""

    def __init__(self, tokens: Tokens, now: Callable[[], float] = time.time) -> None:
        super().__init__()
        self.codes = Codes(now)
        bearer = BearerTokenGenerator(tokens.access, expires_generator=lambda *_: EXPIRES)
        self.register_token_generator("default", bearer)
        self.register_grant(CodeGrant, [OpenID(tokens, self.codes), S256(required=True)])

    def query_client(self, client_id: str) -> Client | None:
        return CLIENTS.get(client_id)

    def save_token(self, token: dict[str, Any], request: Request) -> None:
        """Tokens are signed, not kept."""

    def send_signal(self, name: str, *args: Any, **kwargs: Any) -> None:
        """Nobody listens."""

    def create_oauth2_request(self, request: Request) -> Request:
        return request

    def handle_response(self, status: int, body: Any, headers: Any) -> tuple[int, Any, Any]:
        return status, body, headers
