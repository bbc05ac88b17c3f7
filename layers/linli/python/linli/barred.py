"""Certificates that nobody may speak by any more, though a session begun by one lives on a while.

barred           at#<when>#<certificate>   barred   one that ended, in the table of who takes its
                                                    messages
ended#<device>   ended                     ended    those of one device, and from where its others
                                                    count their boots

The broker ends such sessions itself, minutes later; what was on its way still comes. What it had
while they were good is taken, be it read days later: a worker may have died, a queue stood still.

All are one partition, as a batch is of any devices. Whoever starts reads it whole, a query for each
thousand, and then what is new: some 100 000 may end in eight days, a hundred queries of a start. A
city that ends more waits longer at each start, and takes nothing that it must not. What comes later
still lay dead or in quarantine for weeks; that is rare, and asked of its device alone.
"""

import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from pydantic import AwareDatetime

from events.devices import CertificatesEnded
from linli.errors import Conflict, NotFound
from linli.model import Noun
from linli.signals import Signal
from linli.store import Write, commit, load, partition, until_settled
from linli.table import utc

CACHED = 30.0  # seconds
OLD = timedelta(days=7)  # of what the broker had earlier the device's own row is asked
KEPT = OLD + timedelta(days=1)  # no session lives a day longer than its certificate
LATE = timedelta(minutes=5)  # that a row may be dated before it can be read
MOST = 1000  # read at once
OF_ONE = 16  # the last of a device
Until = Mapping[str, datetime | None]  # certificates were good up to then; None: never were


class Barred(Noun):
    certificate: str
    place: str
    valid_until: AwareDatetime | None = None


class Ended(Noun):
    """Who holds another certificate of the device than these counts his boots from `first_boot`."""

    certificates: tuple[str, ...] = ()
    first_boot: int = 0
    until: dict[str, AwareDatetime] = {}  # of those that were good up to a time

    def bars(self, certificate: str, received: datetime) -> bool:
        return certificate in self.certificates and _is_over(self.until.get(certificate), received)


class Read(NamedTuple):
    """All that were read `at` some time; what is dated `after` is read next."""

    at: float
    certificates: Until
    after: str


_read: list[Read] = []


def end(ended: CertificatesEnded) -> None:
    """Said again, it changes nothing."""
    until_settled(lambda: _end(ended))
    now = datetime.now(UTC)
    for certificate in ended.certificates:
        place = f"{_since(now)}#{certificate}"
        barred = Barred(certificate=certificate, place=place, valid_until=ended.valid_until)
        with suppress(Conflict):
            commit(Write("barred", place, barred, expires=now + KEPT))


def bars(signal: Signal, received: datetime) -> bool:
    """Whether nobody takes what the broker had then, in city time, by its certificate."""
    ended, by = known(), signal.principal
    if by in ended:
        return _is_over(ended[by], received)
    is_old = signal.received_at < datetime.now(UTC) - OLD
    return is_old and of(signal.device).bars(by, received)


def known() -> Until:
    """As they were at most CACHED seconds ago; once all were read, what is new is."""
    now, real = time.monotonic(), datetime.now(UTC)
    if not _read:
        _read.append(Read(now - 2 * CACHED, {}, _since(real - KEPT)))
    before = _read[0]
    if before.at < now - CACHED:
        ended = _with(before.certificates, _new(before.after))
        _read[:] = [Read(now, ended, _since(real - LATE))]
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
    left = all_[-OF_ONE:]
    said = _with(_until(before), ((one, ended.valid_until) for one in ended.certificates))
    until = {one: at for one in left if (at := said[one])}
    new = {"certificates": left, "first_boot": first, "until": until}
    after = before.model_copy(update=new)
    if after != before:
        commit(Write(*_key(ended.device_id), after))


def _with(before: Until, said: Iterable[tuple[str, datetime | None]]) -> Until:
    """Of one that ended twice, the earlier end counts."""
    after = dict(before)
    for certificate, until in said:
        was = after.get(certificate, until)
        after[certificate] = min(was, until) if was and until else None
    return after


def _is_over(until: datetime | None, received: datetime) -> bool:
    return until is None or received > until


def _until(ended: Ended) -> Until:
    return {one: ended.until.get(one) for one in ended.certificates}


def _new(after: str) -> Iterator[tuple[str, datetime | None]]:
    while True:
        some = partition("barred", Barred, starts="at#", after=after, limit=MOST)
        yield from ((one.certificate, one.valid_until) for one in some)
        if len(some) < MOST:
            return
        after = some[-1].place


def _since(at: datetime) -> str:
    return f"at#{utc(at)}"


def _key(device: str) -> tuple[str, str]:
    return f"ended#{device}", "ended"
