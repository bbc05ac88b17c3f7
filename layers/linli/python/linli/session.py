"""The session behind a token, and whether it, its mandate and its consent are still valid."""

from datetime import datetime
from typing import Any, NamedTuple, get_args

from linli.errors import Forbidden, Refused
from linli.purposes import Purpose
from linli.roles import FIRST_PARTY, Actor, App, Mandate

PURPOSES: tuple[Purpose, ...] = get_args(Purpose)


class Session(NamedTuple):
    """The claims of a token that the API gateway has verified."""

    sub: str
    client: str
    sid: str
    issued: float
    scopes: frozenset[str]
    methods: frozenset[str]
    proved: float = 0  # auth_time; an external issuer may omit it
    ends: float = 0  # expiry of its token

    @property
    def third_party(self) -> bool:
        return self.client not in FIRST_PARTY


def session(claims: dict[str, Any]) -> Session:
    if not claims.get("sub"):
        raise Forbidden
    return Session(
        sub=str(claims["sub"]),
        client=str(claims.get("client_id") or ""),
        sid=str(claims.get("sid") or ""),
        issued=float(claims.get("iat") or 0),
        scopes=_words(claims.get("scope")),
        methods=_words(claims.get("amr")),
        proved=float(claims.get("auth_time") or 0),
        ends=float(claims.get("exp") or 0),
    )


def not_ended(session: Session, actor: Actor) -> None:
    since = actor.tokens_since
    if any(session.sid == over.sid for over in actor.ended) or (
        since and session.issued < int(since.timestamp())  # iat has whole seconds
    ):
        raise Refused("session-ended", status=403)


def mandate(actor: Actor, principal: str, scope: str, now: datetime, *, guardian: bool) -> Mandate:
    """The mandate by which the actor acts for `principal`; a route without a scope allows none, or
    only a guardianship, if it admits the `guardian`.
    """
    for held in actor.held:
        may = held.covers(scope, now) or (guardian and held.guards(now))
        if held.principal == principal and may:
            return held
    raise Refused("beyond-mandate", status=403)


def consented(session: Session, app: App | None, scope: str, now: datetime, *people: Actor) -> App:
    """The app, if it is registered for the scope, its token has it, and all people consented."""
    if app and app.revoked_at:
        raise Refused("app-revoked", status=403)
    if app and scope in app.scopes and scope in session.scopes:
        lasting = [person.consents_at(now) for person in people]
        if all(any(_covers(one, app, scope) for one in consents) for consents in lasting):
            return app
    raise Refused("beyond-consent", status=403)


def purpose(said: str | None) -> Purpose | None:
    return next((one for one in PURPOSES if one == said), None)


def _covers(consent: Any, app: App, scope: str) -> bool:
    return consent.client == app.id and scope in consent.scopes


def _words(claim: Any) -> frozenset[str]:
    """The API gateway formats a list as "[otp card]", an issuer scopes as "openid notices"."""
    text = " ".join(map(str, claim)) if isinstance(claim, (list, tuple)) else str(claim or "")
    return frozenset(text.translate(str.maketrans('[],"', "    ")).split())
