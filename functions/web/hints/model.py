"""Tickets, who is on an open socket, of which places he hears, and what he then hears."""

from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from linli.model import Fact, Noun
from linli.places import Place


class Who(BaseModel):
    """The session of the token that a ticket was given for, as linli.session knows it."""

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
    """Opens one socket, once; `secret` is what its bearer must know beside its id."""

    id: str
    secret: str
    community: Place
    who: Who
    until: AwareDatetime
    used_by: str | None = None  # the connection


class Connection(Noun):
    """An open socket. It ends with the token, so that whoever hears has one."""

    id: str
    who: Who
    ends_at: AwareDatetime
    closed: bool = False


class Hearing(Noun):
    """A connection hears of a community, until it is `closed`."""

    connection: str
    community: Place
    who: Who
    ends_at: AwareDatetime
    closed: bool = False


class Wish(Fact):
    """What a browser says over its socket; `still`: answer me, that I know that you are there."""

    action: Annotated[str, Field(pattern="^(subscribe|unsubscribe|still)$")]
    community: Place | None = None


class Hint(Fact):
    """Something happened to a noun of a place. Never what, and to whom: that is asked for."""

    topic: str  # <feature>/<community>
    id: str  # <noun>#<id>
    version: int
