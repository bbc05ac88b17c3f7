"""Finds a gateway for a sending: by shares, with immediate failover."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from time import monotonic
from typing import NamedTuple

from functions.notify.model import Outgoing
from linli import clock
from linli.city import city
from linli.errors import Conflict
from linli.observe import logger

from . import client, judging, store, suppliers
from .protocol import End, Sending, Taken
from .suppliers import Counted, Health, Shares

SEEN = timedelta(seconds=5)  # cache time of shares
LAST = 10.0  # seconds after which no other gateway is asked: three that do not answer take twelve
_seen: dict[str, tuple[Shares, datetime]] = {}


class Carried(NamedTuple):
    """The gateway, its answer, the time, and the number of gateways tried."""

    gateway: str
    taken: Taken
    at: datetime
    tries: int


class NobodyCarries(Exception):
    """No provider accepted it; `unclear` is one that may have it anyway."""

    def __init__(self, tries: int, unclear: str | None) -> None:
        super().__init__(f"{tries} asked")
        self.tries, self.unclear = tries, unclear


def now() -> datetime:
    """The clock by which providers are judged."""
    return clock.now(city().code)


def carry(
    channel: Outgoing,
    sending: Sending,
    *,
    first: str | None = None,
    choose: Callable[[str], None] = lambda _: None,
) -> Carried:
    """`first` was chosen before and may have it already; every other choice is passed to `choose`
    before sending, so that it can be stored. NobodyCarries also if `first` could not be asked just
    now, or if time is up: a function killed while it waits would neither count this nor go on.
    """
    began = monotonic()
    known = {gateway.name: gateway for gateway in city().gateways.get(channel, ())}
    order = suppliers.order(shares(channel).points, sending.id, first) if known else []
    unclear = None
    for tries, name in enumerate(order, start=1):
        if monotonic() - began > LAST:
            raise NobodyCarries(tries - 1, unclear)
        if name != first:
            choose(name)
        try:
            taken = client.send(known[name], sending)
        except client.Untaken as untaken:
            logger.warning("not taken", gateway=name, why=untaken.why, sending=sending.id)
            if untaken.passing and name == first:  # another one might deliver it a second time
                raise NobodyCarries(tries, name) from untaken
            store.count(name, at := now(), "sent")
            store.count(name, at, "failed")
            unclear = unclear or (name if untaken.unclear else None)
            continue
        at = now()
        with store.at_best():
            store.count(name, at, "sent", len(taken.accepted))
        return Carried(name, taken, at, tries)
    raise NobodyCarries(len(order), unclear)


def ended(gateway: str, channel: Outgoing, sent_at: datetime, outcome: End, times: int = 1) -> None:
    """Count messages that ended, at the first report of an end."""
    at = now()
    what: Counted = "failed" if outcome == "failed" else "late"
    slow = timedelta(seconds=_terms(channel, at).slow)
    if outcome in ("delivered", "answered") and at - sent_at <= slow:
        what = "prompt"
    store.count(gateway, sent_at, what, times)


def shares(channel: Outgoing) -> Shares:
    """Present shares, judged again if due."""
    at = now()
    kept, seen = _seen.get(channel, (None, at))
    if kept is None or not at - SEEN < seen <= at:
        kept = _judged(channel, at)
        _seen[channel] = kept, at
    return kept


def health(channel: Outgoing, at: datetime) -> dict[str, Health]:
    terms = _terms(channel, at)
    return {
        gateway.name: suppliers.health(store.windows(gateway.name, at), terms, at)
        for gateway in city().gateways[channel]
    }


def forget() -> None:
    """For tests, each of which has its own table."""
    _seen.clear()


def _judged(channel: Outgoing, at: datetime) -> Shares:
    rest = suppliers.resting(city().gateways[channel])
    terms = _terms(channel, at)
    before = suppliers.fitting(store.shares(channel), channel, rest, at)
    if not judging.is_due(before, terms, at):
        return before
    after = judging.judge(before, health(channel, at), rest, terms, at)
    if after.points != before.points:
        logger.info("shares", channel=channel, points=after.points)
    with suppress(Conflict):  # another worker has just judged
        return store.keep(after)
    return suppliers.fitting(store.shares(channel), channel, rest, at)


def _terms(channel: Outgoing, at: datetime) -> suppliers.Terms:
    return suppliers.terms(store.terms(), channel, at)
