"""Storage of tickets and connections. Keys are spelled in this file and nowhere else.

ticket#<id>       ticket              opens a socket, once
connection#<id>   connection          an open socket and its person
connection#<id>   hears#<community>   its subscription to a community; while open, in the list
                                      hearers#<community>, by connection

Rows are closed rather than deleted; TTL removes them some time after their socket's end.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from linli.store import Write, commit, create, every, find, listing, load, partition

from .model import Connection, Hearing, Ticket

KEPT = timedelta(hours=1)  # after the end of the ticket or socket
MOST = 100  # subscriptions of one connection, closed ones included


def issue(ticket: Ticket, request: str) -> Ticket:
    write = Write(_ticket(ticket.id), "ticket", ticket, expires=ticket.until + KEPT)
    return create(write._replace(request=request), model=Ticket)


def ticket(id_: str) -> Ticket:
    return load(_ticket(id_), "ticket", Ticket)


def open_(used: Ticket, connection: Connection, hearing: Hearing) -> None:
    """One transaction, so that of two sockets with one ticket only one opens."""
    ticket_ = Write(_ticket(used.id), "ticket", used, expires=used.until + KEPT)
    commit(ticket_, _open(connection), _hears(hearing))


def connection(id_: str) -> Connection:
    return load(_connection(id_), "connection", Connection)


def close(connection: Connection) -> None:
    commit(_open(connection.model_copy(update={"closed": True})))


def keep(hearing: Hearing) -> None:
    commit(_hears(hearing))


def hearing(id_: str, community: str) -> Hearing | None:
    return find(_connection(id_), f"hears#{community}", Hearing)


def of(id_: str) -> list[Hearing]:
    """All subscriptions of a connection, closed ones included."""
    return partition(_connection(id_), Hearing, starts="hears#", limit=MOST)


def hearers(community: str) -> Iterator[Hearing]:
    name = f"hearers#{community}"
    return every(lambda after: listing(name, Hearing, after=after, limit=100))


def _open(connection: Connection) -> Write:
    expires = _gone(connection.ends_at)
    return Write(_connection(connection.id), "connection", connection, expires=expires)


def _hears(hearing: Hearing) -> Write:
    listed = None if hearing.closed else (f"hearers#{hearing.community}", hearing.connection)
    key = f"hears#{hearing.community}"
    expires = _gone(hearing.ends_at)
    return Write(_connection(hearing.connection), key, hearing, listed=listed, expires=expires)


def _gone(ends_at: datetime) -> datetime:
    return ends_at + KEPT


def _ticket(id_: str) -> str:
    return f"ticket#{id_}"


def _connection(id_: str) -> str:
    return f"connection#{id_}"
