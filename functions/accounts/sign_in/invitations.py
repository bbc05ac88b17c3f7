"""Proof by a code that somebody handed out: once, and for one person."""

import re
import secrets
from datetime import UTC, datetime, timedelta
from typing import Any

from functions.accounts import store_sessions
from functions.accounts.model_sessions import Invitation
from linli.errors import Conflict, NotFound
from linli.observe import logger

from . import people
from .refusals import Unproved

SUB = re.compile(r"[A-Za-z0-9._~-]{1,64}")
LASTS = timedelta(minutes=5)


def invite(event: dict[str, Any]) -> dict[str, str]:
    """For whoever may invoke this function, who deploys the city: a code for just this person."""
    person, name = str(event["invite"]), str(event.get("name", ""))[:60]
    if not SUB.fullmatch(person):
        logger.info("refused", code="invalid")
        return {"error": "invalid"}
    people.ensured(person, name)
    code, now = secrets.token_urlsafe(32), datetime.now(UTC)
    store_sessions.keep(
        Invitation(
            digest=store_sessions.digest(code),
            person=person,
            by="deployer",
            made_at=now,
            until=now + LASTS,
        )
    )
    logger.info("invited", person=person)
    return {"code": code}


def prove(code: str) -> str:
    """The person it is for; of two that show it at once, one is let in."""
    try:
        known = store_sessions.invitation(store_sessions.digest(code))
        if known.used_at:
            raise Unproved("invitation-wrong")
        store_sessions.keep(known.model_copy(update={"used_at": datetime.now(UTC)}))
    except (NotFound, Conflict):
        raise Unproved("invitation-wrong") from None
    return known.person
