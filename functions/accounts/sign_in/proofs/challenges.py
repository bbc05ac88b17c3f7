"""Challenges for passkeys: single use, spent by the first answer, right or wrong."""

import secrets
from datetime import UTC, datetime, timedelta
from typing import Literal

from functions.accounts.sessions import store as store_sessions
from functions.accounts.sessions.model import Challenge
from functions.accounts.sign_in.refusals import Unproved
from linli.errors import Conflict, NotFound

LASTS = timedelta(minutes=5)
Kind = Literal["sign", "new-passkey"]


def ask(kind: Kind, person: str | None) -> Challenge:
    """For this person; None for anybody."""
    now = datetime.now(UTC)
    return store_sessions.keep(
        Challenge(
            id=secrets.token_urlsafe(16),
            kind=kind,
            answer=secrets.token_urlsafe(32),
            person=person,
            made_at=now,
            until=now + LASTS,
        )
    )


def take(challenge_id: str, kind: Kind, person: str | None) -> Challenge:
    try:
        known = store_sessions.challenge(challenge_id)
        if known.used_at or (known.kind, known.person) != (kind, person):
            raise Unproved("passkey-wrong")
        return store_sessions.keep(known.model_copy(update={"used_at": datetime.now(UTC)}))
    except (NotFound, Conflict):
        raise Unproved("passkey-wrong") from None
