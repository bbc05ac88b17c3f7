"""The authorization endpoint: authenticates the person, and asks for consent."""

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from authlib.oauth2 import OAuth2Error
from authlib.oauth2.rfc6749 import AccessDeniedError, InvalidRequestError
from authlib.oidc.core.errors import ConsentRequiredError

from functions.accounts.sessions.model import Session
from linli.errors import Refusal

from . import csrf, sessions
from .exchange import PRIVATE, Ask, Reply
from .pages import forms
from .proofs import methods, phones
from .protocol import consent
from .protocol.clients import KIOSK, Client
from .protocol.grant import Granted, Request, Server
from .protocol.tokens import Tokens

Cookies = tuple[str, ...]


def show(ask: Ask) -> Reply:
    """Single sign-on: a second program of the same browser is let in, unless it requires a new
    proof or is on the person's device.
    """
    try:
        session = _fresh(ask)
        request, grant = _checked(ask, session)
        if session is None:
            return _doors(ask, request)
        return _on(ask, request, grant, session)
    except OAuth2Error as error:
        return _refusal(ask, error)


def act(ask: Ask) -> Reply:
    try:
        request, grant = _checked(ask, None)
        if not csrf.holds(ask, ask.action, ask.field("csrf")):
            raise InvalidRequestError("The form is not the one this browser was given.")
        if ask.field("method") == "consent":
            return _consented(ask, request, grant)
        return _proved(ask, request, grant)
    except OAuth2Error as error:
        return _refusal(ask, error)


def _checked(ask: Ask, session: Session | None) -> tuple[Request, Any]:
    """The validated request; errors without a trusted redirect URI are shown here."""
    request = Request(ask, ask.query)
    request.check()
    return request, _server(ask).get_consent_grant(request, end_user=session)


def _fresh(ask: Ask) -> Session | None:
    """This browser's session, if it may let the program in without a new proof."""
    session = None if ask.asked("client_id") == KIOSK else sessions.kept(ask)
    if session is None or "login" in ask.asked("prompt").split() or _of_any_program(ask):
        return None
    oldest = ask.asked("max_age")
    if oldest.isascii() and oldest.isdigit() and len(oldest) < 10:
        old = datetime.now(UTC) - session.began_at
        return session if old <= timedelta(seconds=int(oldest)) else None
    return session


def _of_any_program(ask: Ask) -> bool:
    """Any program of the person's device can listen on loopback, the only place without https, and
    call itself by any client's name (RFC 8252 §8.6). On a laptop the city itself is there.
    """
    return ask.base.startswith("https:") and not ask.asked("redirect_uri").startswith("https:")


def _proved(ask: Ask, request: Request, grant: Any) -> Reply:
    client: Client = request.client
    try:
        if ask.field("method") == "phone":
            return forms.code(ask, phones.send(ask), _origin(request))
        session, cookies = sessions.begin(
            ask, client.client_id, methods.prove(ask, client.client_id)
        )
    except Refusal as refusal:
        return _doors(ask, request, refusal)
    return _on(ask, request, grant, session, cookies)


def _on(ask: Ask, request: Request, grant: Any, session: Session, cookies: Cookies = ()) -> Reply:
    """Back to the program, or first to the consent page."""
    client: Client = request.client
    asks_anyway = client.app and "consent" in ask.asked("prompt").split()
    if not asks_anyway and not consent.missing(client, request.scope, session.person):
        return _back(ask, request, grant, Granted(session, request.scope), cookies)
    if "none" in ask.asked("prompt").split():
        raise ConsentRequiredError(redirect_uri=request.payload.redirect_uri)
    return forms.consent(
        ask, client, session.id, consent.asked(request.scope), _origin(request), cookies
    )


def _consented(ask: Ask, request: Request, grant: Any) -> Reply:
    session, client = sessions.kept(ask), request.client
    if (
        session is None
        or client.app is None
        or not csrf.holds(ask, forms.consent_of(ask, session.id), ask.field("asked"))
    ):
        return _doors(ask, request)  # consent was not asked of this session
    if ask.field("decision") != "allow":
        raise AccessDeniedError(redirect_uri=request.payload.redirect_uri)
    try:
        scope = consent.give(client.app, request.scope, ask.form.get("scope", []), session.person)
    except Refusal as refusal:
        return forms.refused(ask, refusal.status, "not-possible").later(refusal)
    return _back(ask, request, grant, Granted(session, scope))


def _back(ask: Ask, request: Request, grant: Any, granted: Granted, cookies: Cookies = ()) -> Reply:
    status, body, headers = _server(ask).create_authorization_response(
        request, grant_user=granted, grant=grant
    )
    return Reply(303 if status == 302 else status, str(body), {**PRIVATE, **dict(headers)}, cookies)


def _doors(ask: Ask, request: Request, refusal: Refusal | None = None) -> Reply:
    return forms.doors(ask, request.client, _origin(request), refusal)


def _refusal(ask: Ask, error: OAuth2Error) -> Reply:
    if error.redirect_uri:
        error.state = ask.asked("state") or None
        _, _, headers = error()
        return Reply(303, "", {**PRIVATE, **dict(headers)})
    return forms.refused(ask, 400, "not-possible", f"{error.error}: {error.description}")


def _server(ask: Ask) -> Server:
    return Server(Tokens(ask.base))


def _origin(request: Request) -> str:
    uri = urlsplit(request.payload.data["redirect_uri"])
    return f"{uri.scheme}://{uri.netloc}"
