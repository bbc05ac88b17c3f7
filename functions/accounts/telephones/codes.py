"""Codes sent to a phone, to prove possession.

Nothing reveals whether a number is known: a code is sent to any. `asker`, an IP address or a
person, is whom attempts are counted by.
"""

import hmac
import secrets
from datetime import UTC, datetime, timedelta

from functions.accounts.people.model import Language
from functions.accounts.sessions import store as store_sessions
from functions.accounts.sessions.model import Challenge
from linli import ask as others
from linli import rates, seal
from linli.errors import NotFound, Refusal, Refused, TooMany
from linli.observe import logger
from linli.store import until_settled

CHANGED = "accounts.telephone-changed"
MINUTES, TRIES = 5, 5
DAY, HOUR, QUARTER = timedelta(days=1), timedelta(hours=1), timedelta(minutes=15)
TO_A_PHONE_A_DAY = 15  # with five tries each, guessing one code takes forty years
TO_A_PHONE, ASKED_BY_ONE, TRIED_BY_ONE = 5, 60, 100


class Wrong(Refused):
    """The same for wrong, expired, used and foreign codes; `again`: another try is allowed."""

    def __init__(self, *, again: bool = False) -> None:
        super().__init__("code-wrong", 422)
        self.again = again


def send(phone: str, language: Language, asker: str, person: str | None = None) -> Challenge:
    """Send a code, to be answered by `person`, or by anybody if that is to identify the person."""
    now, index, challenge_id = datetime.now(UTC), seal.index(phone), secrets.token_urlsafe(16)
    rates.take(f"codes-from#{seal.index(asker)}", ASKED_BY_ONE, QUARTER, now)
    rates.take(f"codes-to#{index}", TO_A_PHONE, HOUR, now)
    rates.take(f"codes-to#{index}#day", TO_A_PHONE_A_DAY, DAY, now)
    code = f"{secrets.randbelow(10**6):06}"
    sent = store_sessions.keep(
        Challenge(
            id=challenge_id,
            kind="code",
            answer=answer(challenge_id, code),
            person=person,
            phone=index,
            sealed=seal.seal(phone, f"challenge#{challenge_id}"),
            made_at=now,
            until=now + timedelta(minutes=MINUTES),
        )
    )
    _told(phone, code, language)
    return sent


def warn_old(phone: str, language: Language) -> None:
    """Warns the former number, which a victim of theft still has."""
    try:
        others.ask("notify", "warn", phone=phone, template=CHANGED, language=language)
    except (Refusal, RuntimeError) as error:
        logger.warning("old-telephone-unwarned", why=getattr(error, "code", "failed"))


def prove(challenge_id: str, code: str, asker: str, person: str | None = None) -> str:
    """Verify the code; returns the phone number."""
    now = datetime.now(UTC)
    rates.take(f"codes-tried#{seal.index(asker)}", TRIED_BY_ONE, QUARTER, now)
    said = answer(challenge_id, code)
    tried = until_settled(lambda: _tried(challenge_id, person, said, now))
    if not hmac.compare_digest(tried.answer, said):
        raise Wrong(again=True)
    return seal.open(tried.sealed, f"challenge#{challenge_id}")


def answer(challenge_id: str, code: str) -> str:
    """A keyed digest, since six digits can be tried exhaustively."""
    return seal.index(f"{challenge_id} {code}")


def _tried(challenge_id: str, person: str | None, said: str, now: datetime) -> Challenge:
    """Counts a try before checking it, so that concurrent tries are all counted."""
    try:
        known = store_sessions.challenge(challenge_id)
    except NotFound:
        raise Wrong from None
    if (known.kind, known.person) != ("code", person) or known.used_at:
        raise Wrong
    tries = known.tries + 1
    spent = tries >= TRIES or hmac.compare_digest(known.answer, said)
    used = {"tries": tries, "used_at": now if spent else None}
    return store_sessions.keep(known.model_copy(update=used))


def _told(phone: str, code: str, language: Language) -> None:
    try:
        others.ask(
            "notify", "send_code", phone=phone, code=code, language=language, minutes=MINUTES
        )
    except TooMany:
        raise
    except (Refusal, RuntimeError):
        logger.warning("code-unsent")
        raise Refused("code-unsent", 503) from None
