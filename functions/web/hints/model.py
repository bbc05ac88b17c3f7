"""Tickets, open sockets, their subscriptions, and hints."""

from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from linli.model import Fact, Noun
from linli.places import Place


class Who(BaseModel):
    """The session of the token by which a ticket was issued, as in linli.session."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)
    sub: str
    client: str
    sid: str
    issued: float
    scopes: frozenset[str]
    methods: frozenset[str]
    proved: float
    ends: float


class Ticket(Noun):
    """Opens one socket, once; the bearer must present `secret` beside the id."""

    id: str
    secret: str
    community: Place
    who: Who
    until: AwareDatetime
    used_by: str | None = None  # the connection


class Connection(Noun):
    """An open socket. It ends with the token, so that nobody listens without a valid one."""

    id: str
    who: Who
    ends_at: AwareDatetime
    closed: bool = False


class Hearing(Noun):
    """A connection's subscription to a community, until it is `closed`."""

    connection: str
    community: Place
    who: Who
    ends_at: AwareDatetime
    closed: bool = False


class Wish(Fact):
    """A browser's message; `still` only asks whether the connection is alive."""

    action: Annotated[str, Field(pattern="^(subscribe|unsubscribe|still)$")]
    community: Place | None = None


class Hint(Fact):
    """Something happened to a noun of a place. What it was and whom it concerns is not in it: the
    page asks the API for that.
    """

    topic: str  # <feature>/<community>
    id: str  # <noun>#<id>
    version: int
