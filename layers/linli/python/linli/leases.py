"""A lease: who alone may drive a thing for a while, so that no two parties order it about. Pure.

Whoever orders something writes it in one transaction with the lease as it was read: who loses it
meanwhile orders nothing.
"""

from datetime import datetime, timedelta
from typing import Annotated, TypeVar

from pydantic import AwareDatetime, Field

from linli.errors import Refused
from linli.model import Fact, Noun
from linli.places import Place


class Wish(Fact):
    """For how many minutes somebody wants to drive a thing alone."""

    minutes: Annotated[int, Field(ge=1, le=480)] = 15


class Lease(Noun):
    """Of one thing, which the feature names; nobody drives it, where `holder` is None."""

    community: Place
    holder: str | None = None
    taken_at: AwareDatetime | None = None
    until: AwareDatetime | None = None


L = TypeVar("L", bound=Lease)


def holds(lease: Lease | None, who: str, now: datetime) -> bool:
    return bool(lease and lease.holder == who and lease.until and now < lease.until)


def taken(lease: L, who: str, minutes: int, now: datetime) -> L:
    """Taken, or renewed by whoever holds it; refused while another does."""
    if lease.holder not in (None, who) and lease.until and now < lease.until:
        raise Refused("leased", until=lease.until.isoformat())
    since = lease.taken_at if holds(lease, who, now) else now
    until = now + timedelta(minutes=minutes)
    return lease.model_copy(update={"holder": who, "taken_at": since, "until": until})


def given_back(lease: L, who: str | None = None) -> L:
    """By its holder; by whoever may break it, if `who` is None."""
    if lease.holder is None:
        return lease
    if who is not None and lease.holder != who:
        raise Refused("leased-by-another")
    return lease.model_copy(update={"holder": None, "taken_at": None, "until": None})
