"""The route that issues tickets, as the API's authorizer checks tokens and sockets have none."""

import secrets
from datetime import UTC, datetime

from pydantic import AwareDatetime

from functions.web.routes import api
from linli.api import IdempotencyKey
from linli.auth import CallerNow
from linli.model import Fact
from linli.places import Community

from . import rules, store
from .model import Ticket, Who


class Asked(Fact):
    community: Community


class Issued(Fact):
    """`ticket` is the socket's `?ticket=`, valid once and until `until`; the socket ends at
    `ends_at`.
    """

    ticket: str
    until: AwareDatetime
    ends_at: AwareDatetime


@api.post(
    "/v1/web/tickets",
    action="hear_hints",
    status_code=201,
    summary="A ticket that opens a socket for hints about a community",
)
def issue_ticket(body: Asked, key: IdempotencyKey, caller: CallerNow) -> Issued:
    caller.must(body.community)
    now = datetime.now(UTC)
    ticket = store.issue(
        Ticket(
            id=caller.derive(key),
            secret=secrets.token_urlsafe(24),
            community=body.community,
            who=Who.model_validate(caller.session._asdict()),
            until=now + rules.GOOD_FOR,
        ),
        caller.digest(body),
    )
    ends_at = rules.ends(ticket.who.ends, now)
    return Issued(ticket=f"{ticket.id}.{ticket.secret}", until=ticket.until, ends_at=ends_at)
