"""The life of a socket: opened by a ticket, subscribed to places, sent hints, closed."""

import json
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial

from linli.errors import Conflict, Forbidden, NotFound, Refused
from linli.store import until_settled

from . import line, rules, store, who
from .model import Connection, Hearing, Hint, Wish


def open_(bearer: str, connection: str) -> None:
    """Refused unless the ticket is valid and its person may still hear of its place."""
    id_, _, secret = bearer.partition(".")
    until_settled(partial(_open, id_, secret, connection))


def _open(id_: str, secret: str, connection: str) -> None:
    now = datetime.now(UTC)
    try:
        ticket = store.ticket(id_)
    except NotFound:
        raise Refused("ticket-unknown", status=401) from None
    used = rules.redeemed(ticket, secret, connection, now)
    if not who.may(ticket.who, ticket.community):
        raise Forbidden
    if ticket.used_by:
        return  # by the same handshake, which was repeated
    opened = rules.opened(ticket, connection, now)
    store.open_(used, opened, rules.hears(opened, ticket.community, None))


def hear(connection: str, wish: Wish) -> None:
    """Carries out a browser's wish. Every wish is answered by the places the connection is
    subscribed to.
    """
    known = store.connection(connection)
    if known.closed or known.ends_at <= datetime.now(UTC):
        end(connection)
        line.close(connection)
        return
    if wish.community:
        until_settled(partial(_turn, known, wish.community, wish.action))
    places = [one.community for one in store.of(connection) if _stands(one)]
    line.say([connection], json.dumps({"hears": places}))


def _turn(connection: Connection, community: str, action: str) -> None:
    before = store.hearing(connection.id, community)
    if action == "unsubscribe":
        if before:
            _close(before)
        return
    mine = [one for one in store.of(connection.id) if not one.closed]
    if action == "subscribe" and len(mine) < rules.MOST and who.may(connection.who, community):
        store.keep(rules.hears(connection, community, before))


def _stands(hearing: Hearing) -> bool:
    if not hearing.closed and not who.may(hearing.who, hearing.community):
        _drop(hearing)
        return False
    return not hearing.closed


def end(connection: str) -> None:
    """Closes the connection and its subscriptions; idempotent."""
    try:
        known = store.connection(connection)
    except NotFound:
        return  # it was never opened
    for hearing in store.of(connection):
        _drop(hearing)
    if not known.closed:
        store.close(known)


def tell(hint: Hint) -> None:
    """Sends the hint to all subscribed connections whose person may still see the place, and closes
    the others.
    """
    now, listening = datetime.now(UTC), {}
    for hearing in store.hearers(hint.topic.partition("/")[2]):
        if hearing.ends_at <= now or not who.may(hearing.who, hearing.community):
            _drop(hearing)
            line.close(hearing.connection)
        else:
            listening[hearing.connection] = hearing
    for gone in line.say(listening, hint.model_dump_json()):
        _drop(listening[gone])


def _drop(hearing: Hearing) -> None:
    """A Conflict means that another invocation has closed it already; the other connections still
    get their hint.
    """
    with suppress(Conflict):
        _close(hearing)


def _close(hearing: Hearing) -> None:
    if not hearing.closed:
        store.keep(hearing.model_copy(update={"closed": True}))
