"""When a ticket is valid, how long a socket lasts, and the hint for an event. Pure."""

from datetime import UTC, datetime, timedelta
from hmac import compare_digest

from events import Event
from events.facilities import ActionEvent, HazardEvent, LedgerEvent
from events.incidents import IncidentEvent
from linli.errors import Refused

from .model import Connection, Hearing, Hint, Ticket

GOOD_FOR = timedelta(seconds=30)
LONGEST = timedelta(minutes=115)  # the gateway closes a connection after two hours
MOST = 10  # communities of one connection
NOUNS: tuple[tuple[type[Event], str, str], ...] = (
    (IncidentEvent, "incident", "incident_id"),
    (ActionEvent, "action", "action_id"),
    (HazardEvent, "hazard", "hazard_id"),
    (LedgerEvent, "entry", "hazard_id"),  # of the ledger, which has its own versions
)


def redeemed(ticket: Ticket, secret: str, connection: str, now: datetime) -> Ticket:
    """The ticket, used. Refused if unknown, late, or used by another connection; a handshake that
    the gateway repeats succeeds again.
    """
    if not compare_digest(ticket.secret.encode(), secret.encode()):
        raise Refused("ticket-unknown", status=401)
    if ticket.used_by not in (None, connection):
        raise Refused("ticket-used", status=401)
    if now >= ticket.until:
        raise Refused("ticket-late", status=401)
    return ticket.model_copy(update={"used_by": connection})


def opened(ticket: Ticket, connection: str, now: datetime) -> Connection:
    return Connection(id=connection, who=ticket.who, ends_at=ends(ticket.who.ends, now))


def ends(token: float, now: datetime) -> datetime:
    longest = now + LONGEST
    return min(longest, datetime.fromtimestamp(token, UTC)) if token else longest


def hears(connection: Connection, community: str, before: Hearing | None) -> Hearing:
    known = {"connection": connection.id, "community": community, "closed": False}
    known |= {"who": connection.who, "ends_at": connection.ends_at}
    if before:
        return before.model_copy(update=known)
    return Hearing.model_validate(known)


def hint(fact: Event) -> Hint:
    """TypeError for an event about a noun that screens do not show."""
    for kind, noun, field in NOUNS:
        if isinstance(fact, kind):
            topic = f"{fact.feature}/{fact.community}"
            return Hint(topic=topic, id=f"{noun}#{getattr(fact, field)}", version=fact.version)
    raise TypeError(f"{fact.name()} is about no noun that screens show")
