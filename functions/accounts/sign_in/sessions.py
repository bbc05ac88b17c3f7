"""A browser's session: begun by a proof, kept by a cookie, ended at once or on its date."""

import hmac
import re
import secrets
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from functions.accounts.sessions import store as store_sessions
from functions.accounts.sessions.model import Method, Session
from linli.errors import NotFound

from . import people
from .exchange import Ask
from .protocol.clients import KIOSK
from .refusals import Unproved

COOKIE = "linli-session"
LASTS = {KIOSK: timedelta(minutes=5), "linli-cli": timedelta(hours=1)}
LASTS_OTHERWISE = timedelta(days=30)
BROWSERS = ("Edg", "Firefox", "MicroMessenger", "Chrome", "Safari")  # the first that matches
SYSTEMS = ("HarmonyOS", "Android", "iPhone", "iPad", "Windows", "Mac OS", "Linux")
CALLED = {"Edg": "Edge", "MicroMessenger": "WeChat", "Mac OS": "macOS"}


class Proof(NamedTuple):
    person: str
    method: Method


def begin(ask: Ask, client: str, proof: Proof) -> tuple[Session, tuple[str, ...]]:
    """The session and its cookie; none for a kiosk, which the next person uses."""
    now, lasts = datetime.now(UTC), LASTS.get(client, LASTS_OTHERWISE)
    if people.under_age(proof.person):
        raise Unproved("under-age", 403)
    word = secrets.token_urlsafe(32)
    session = store_sessions.keep(
        Session(
            id=secrets.token_urlsafe(16),
            person=proof.person,
            client=client,
            method=proof.method,
            agent=_agent(ask.headers.get("user-agent", "")),
            keeper="" if client == KIOSK else store_sessions.digest(word),
            began_at=now,
            until=now + lasts,
        )
    )
    if client == KIOSK:
        return session, ()
    kept = f"{session.id}.{word}.{session.person}"
    return session, (ask.keeping(COOKIE, kept, int(lasts.total_seconds())),)


def kept(ask: Ask) -> Session | None:
    """This browser's session, if it is valid."""
    sid, _, rest = ask.cookie(COOKIE).partition(".")
    word, _, person = rest.partition(".")
    if not (sid and word and person):
        return None
    try:
        session = store_sessions.session(person, sid)
    except NotFound:
        return None
    mine = hmac.compare_digest(session.keeper, store_sessions.digest(word))
    return session if mine and _counts(session) else None


def forget(ask: Ask) -> tuple[str, ...]:
    return (ask.keeping(COOKIE, "", 0),)


def _counts(session: Session) -> bool:
    return (
        session.ended_at is None and people.counts(session) and not people.under_age(session.person)
    )


def _agent(said: str) -> str:
    """Browser and operating system, for the person to recognize; nothing else is stored."""
    found = [next((w for w in words if w in said), "") for words in (BROWSERS, SYSTEMS)]
    named = " · ".join(CALLED.get(word, word) for word in found if word)
    return named or re.sub(r"[^\w./-]", "", said.partition(" ")[0])[:30]
