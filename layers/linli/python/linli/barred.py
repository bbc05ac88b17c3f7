"""Certificates that nobody may speak by any more, though a session begun by one lives on a while.

barred           at#<when>#<certificate>   barred   one that ended, in the table of who takes its
                                                    messages
ended#<device>   ended                     ended    those of one device, and from where its others
                                                    count their boots

The broker ends such sessions itself, minutes later; what was on its way still comes.
"""

import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from events.devices import CertificatesEnded
from linli.errors import Conflict, NotFound
from linli.model import Noun
from linli.store import Write, commit, load, partition, until_settled
from linli.table import utc

CACHED = 30.0  # seconds
KEPT = timedelta(days=8)  # longer than a message may be late
LATE = timedelta(minutes=5)  # that a row may be dated before it can be read
MOST = 1000  # read at once
OF_ONE = 16  # the last of a device


class Barred(Noun):
    certificate: str
    place: str


class Ended(Noun):
    """Who holds another certificate of the device than these counts his boots from `first_boot`."""

    certificates: tuple[str, ...] = ()
    first_boot: int = 0


class Read(NamedTuple):
    """All that were read `at` some time; what is dated `after` is read next."""

    at: float
    certificates: frozenset[str]
    after: str


_read: list[Read] = []


def end(ended: CertificatesEnded) -> None:
    """Said again, it changes nothing."""
    until_settled(lambda: _end(ended))
    now = datetime.now(UTC)
    for certificate in ended.certificates:
        place = f"{_since(now)}#{certificate}"
        barred = Barred(certificate=certificate, place=place)
        with suppress(Conflict):
            commit(Write("barred", place, barred, expires=now + KEPT))


def known() -> frozenset[str]:
    """As they were at most CACHED seconds ago; once all were read, what is new is."""
    now, real = time.monotonic(), datetime.now(UTC)
    if not _read:
        _read.append(Read(now - 2 * CACHED, frozenset(), _since(real - KEPT)))
    before = _read[0]
    if before.at < now - CACHED:
        new = frozenset(_new(before.after))
        _read[:] = [Read(now, before.certificates | new, _since(real - LATE))]
    return _read[0].certificates


def of(device: str) -> Ended:
    try:
        return load(*_key(device), Ended)
    except NotFound:
        return Ended()


def forget() -> None:
    _read.clear()


def _end(ended: CertificatesEnded) -> None:
    before = of(ended.device_id)
    all_ = tuple(dict.fromkeys((*before.certificates, *ended.certificates)))
    first = max(before.first_boot, ended.first_boot)
    after = before.model_copy(update={"certificates": all_[-OF_ONE:], "first_boot": first})
    if after != before:
        commit(Write(*_key(ended.device_id), after))


def _new(after: str) -> Iterator[str]:
    while True:
        some = partition("barred", Barred, starts="at#", after=after, limit=MOST)
        yield from (one.certificate for one in some)
        if len(some) < MOST:
            return
        after = some[-1].place


def _since(at: datetime) -> str:
    return f"at#{utc(at)}"


def _key(device: str) -> tuple[str, str]:
    return f"ended#{device}", "ended"
