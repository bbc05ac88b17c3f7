"""Authentication by an invitation code: once, for one person."""

import base64
import re
import secrets
from datetime import UTC, datetime, timedelta
from typing import Any

from functions.accounts.model import Sub
from functions.accounts.people.model import Phone
from functions.accounts.sessions import store as store_sessions
from functions.accounts.sessions.model import Invitation
from functions.accounts.sign_in import people
from functions.accounts.sign_in.refusals import Unproved
from linli.errors import Conflict, NotFound
from linli.model import Fact
from linli.observe import logger
from linli.store import until_settled

LASTS = timedelta(minutes=5)


class Guest(Fact):
    """The person invited, and the data for a new one; `known`: nobody new is meant."""

    invite: Sub
    known: bool = False
    name: str = ""
    phone: Phone | None = None


def invite(event: dict[str, Any]) -> dict[str, str]:
    """Creates a code for a person; only whoever deploys the city can invoke this function."""
    guest = Guest.model_validate(event)
    if guest.known and not people.is_known(guest.invite):
        return {"error": "no-such-person"}
    until_settled(lambda: people.ensured(guest.invite, guest.name[:60], guest.phone))
    code, now = base64.b32encode(secrets.token_bytes(20)).decode().lower(), datetime.now(UTC)
    store_sessions.keep(
        Invitation(
            digest=store_sessions.digest(code),
            person=guest.invite,
            by="deployer",
            made_at=now,
            until=now + LASTS,
        )
    )
    logger.info("invited", person=guest.invite)
    return {"code": code}


def prove(code: str) -> str:
    """The person; of concurrent uses, one succeeds."""
    try:
        known = store_sessions.invitation(store_sessions.digest(typed(code)))
        if known.used_at or not people.counts(known):
            raise Unproved("invitation-wrong")
        store_sessions.keep(known.model_copy(update={"used_at": datetime.now(UTC)}))
    except (NotFound, Conflict):
        raise Unproved("invitation-wrong") from None
    return known.person


def typed(code: str) -> str:
    """Normalizes a code typed from paper."""
    return re.sub(r"[\s-]", "", code).lower()
