"""A lease: the exclusive right to control a thing for a while, so that commands cannot conflict.
Pure.

A command is written in one transaction with the lease as it was read: if the lease was lost
meanwhile, the command is not sent.
"""

from datetime import datetime, timedelta
from typing import Annotated, TypeVar

from pydantic import AwareDatetime, Field

from linli.errors import Refused
from linli.model import Fact, Noun
from linli.places import Place


class Wish(Fact):
    """A request for the lease, for so many minutes."""

    minutes: Annotated[int, Field(ge=1, le=480)] = 15


class Lease(Noun):
    """The lease of one thing; free when `holder` is None."""

    community: Place
    holder: str | None = None
    taken_at: AwareDatetime | None = None
    until: AwareDatetime | None = None


L = TypeVar("L", bound=Lease)


def holds(lease: Lease | None, who: str, now: datetime) -> bool:
    return bool(lease and lease.holder == who and lease.until and now < lease.until)


def taken(lease: L, who: str, minutes: int, now: datetime) -> L:
    """Acquired, or renewed by its holder; refused while another holds it."""
    if lease.holder not in (None, who) and lease.until and now < lease.until:
        raise Refused("leased", until=lease.until.isoformat())
    since = lease.taken_at if holds(lease, who, now) else now
    until = now + timedelta(minutes=minutes)
    return lease.model_copy(update={"holder": who, "taken_at": since, "until": until})


def given_back(lease: L, who: str | None = None) -> L:
    """Released by its holder, or by someone who may break it if `who` is None."""
    if lease.holder is None:
        return lease
    if who is not None and lease.holder != who:
        raise Refused("leased-by-another")
    return lease.model_copy(update={"holder": None, "taken_at": None, "until": None})
