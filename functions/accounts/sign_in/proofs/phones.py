"""Proof by a code that is sent to a phone.

Whether the phone is somebody's already shows nowhere: a code goes to any, and the first proof of a
new one makes a new person.
"""

import hmac
import re
import secrets
from datetime import UTC, datetime, timedelta

from pydantic import TypeAdapter, ValidationError

from functions.accounts.people import store as store_people
from functions.accounts.people.model import Phone
from functions.accounts.sessions import store as store_sessions
from functions.accounts.sessions.model import Challenge
from functions.accounts.sign_in.exchange import Ask
from functions.accounts.sign_in.refusals import Unproved
from linli import ask as others
from linli import rates, seal
from linli.errors import NotFound, Refusal, TooMany
from linli.observe import logger
from linli.store import until_settled

MINUTES, TRIES = 5, 5
HOUR, QUARTER = timedelta(hours=1), timedelta(minutes=15)
TO_A_PHONE, FROM_AN_ADDRESS, TRIED_FROM_AN_ADDRESS = 5, 60, 100
MOBILE = re.compile(r"\+861[3-9][0-9]{9}")
_PHONE: TypeAdapter[str] = TypeAdapter(Phone)


def send(ask: Ask) -> str:
    """The id of the challenge that the code answers."""
    phone, now = _number(ask.field("phone")), datetime.now(UTC)
    index, challenge_id = seal.index(phone), secrets.token_urlsafe(16)
    rates.take(f"codes-from#{seal.index(ask.source)}", FROM_AN_ADDRESS, QUARTER, now)
    rates.take(f"codes-to#{index}", TO_A_PHONE, HOUR, now)
    code = f"{secrets.randbelow(10**6):06}"
    store_sessions.keep(
        Challenge(
            id=challenge_id,
            kind="code",
            answer=_answer(challenge_id, code),
            phone=index,
            sealed=seal.seal(phone, f"challenge#{challenge_id}"),
            made_at=now,
            until=now + timedelta(minutes=MINUTES),
        )
    )
    _told(phone, code, ask.language)
    return challenge_id


def prove(ask: Ask) -> str:
    """The person whose phone it is; Unproved alike for a code that is wrong, late or spent."""
    now, challenge_id = datetime.now(UTC), ask.field("challenge")
    rates.take(f"codes-tried#{seal.index(ask.source)}", TRIED_FROM_AN_ADDRESS, QUARTER, now)
    answer = _answer(challenge_id, ask.field("code"))
    tried = until_settled(lambda: _tried(challenge_id, answer, now))
    if not hmac.compare_digest(tried.answer, answer):
        raise Unproved("code-wrong", challenge=challenge_id)
    phone = seal.open(tried.sealed, f"challenge#{challenge_id}")
    return until_settled(lambda: store_people.whose(phone))


def _tried(challenge_id: str, answer: str, now: datetime) -> Challenge:
    """Each try is written before it counts, so that many at once are as many tries."""
    try:
        known = store_sessions.challenge(challenge_id)
    except NotFound:
        raise Unproved("code-wrong") from None
    if known.kind != "code" or known.used_at:
        raise Unproved("code-wrong")
    tries = known.tries + 1
    spent = tries >= TRIES or hmac.compare_digest(known.answer, answer)
    used = {"tries": tries, "used_at": now if spent else None}
    return store_sessions.keep(known.model_copy(update=used))


def _told(phone: str, code: str, language: str) -> None:
    try:
        others.ask(
            "notify", "send_code", phone=phone, code=code, language=language, minutes=MINUTES
        )
    except TooMany:
        raise
    except (Refusal, RuntimeError):
        logger.warning("code-unsent")
        raise Unproved("code-unsent", 503) from None


def _answer(challenge_id: str, code: str) -> str:
    """Keyed, as all six digits are quickly tried."""
    return seal.index(f"{challenge_id} {code}")


def _number(text: str) -> str:
    """A mobile of China's, which is what messages are sent to."""
    try:
        phone: str = _PHONE.validate_python(text)
    except ValidationError:
        raise Unproved("phone-malformed") from None
    if not MOBILE.fullmatch(phone):
        raise Unproved("phone-malformed")
    return phone
