"""Authorization codes: short-lived, spent by the first use, right or wrong."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from functions.accounts.sessions import store as store_sessions
from functions.accounts.sessions.model import AuthCode, Session
from linli.errors import Conflict, NotFound

LIVES = timedelta(seconds=60)


@dataclass(frozen=True)
class Code:
    """A code as Authlib expects it."""

    kept: AuthCode
    code_challenge_method: str = "S256"

    @property
    def code_challenge(self) -> str:
        return self.kept.challenge

    def get_redirect_uri(self) -> str:
        return self.kept.redirect

    def get_scope(self) -> str:
        return self.kept.scope


def keep(value: str, client: str, asked: dict[str, str], scope: str, session: Session) -> None:
    """Stores the request, the granted scopes, and the session."""
    code = AuthCode(
        digest=store_sessions.digest(value),
        client=client,
        redirect=asked["redirect_uri"],
        scope=scope,
        nonce=asked["nonce"],
        challenge=asked["code_challenge"],
        person=session.person,
        sid=session.id,
        method=session.method,
        proved_at=session.began_at,
        until=datetime.now(UTC) + LIVES,
    )
    store_sessions.keep(code)


def take(value: str, client: str) -> Code | None:
    """Of concurrent uses, one succeeds."""
    try:
        code = store_sessions.code(store_sessions.digest(value))
        if code.used_at:
            return None
        store_sessions.keep(code.model_copy(update={"used_at": datetime.now(UTC)}))
    except (NotFound, Conflict):
        return None
    return Code(code) if code.client == client else None
