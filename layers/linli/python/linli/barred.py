"""Certificates that have ended (revoked or replaced) but whose MQTT sessions may outlive them.

barred           at#<when>#<certificate>   barred   an ended certificate, in the table of each
                                                    feature that takes its messages
ended#<device>   ended                     ended    all of one device, and from which boot its
                                                    other certificates count

The broker closes such sessions itself, some minutes later, and messages in flight still arrive.
What the broker received while the certificate was valid is accepted even if it is processed days
later, for example after a worker crashed or a queue was blocked.

All are in one partition, because a batch contains messages of arbitrary devices. A cold start reads
the whole partition, one query per thousand, and afterwards only what is new. Some 100,000
certificates may end in eight days, which costs a cold start a hundred queries. A city that ends
more waits longer at each cold start; it never accepts a message that it must refuse. A message
from a dead-letter queue or quarantine may be older than that: then the device's own row is read.
"""

import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from pydantic import AwareDatetime

from events.devices import CertificatesEnded
from linli import clock
from linli.errors import Conflict, NotFound
from linli.model import Noun
from linli.signals import Signal
from linli.store import Write, commit, load, partition, until_settled
from linli.table import utc

CACHED = 30.0  # seconds
OLD = timedelta(days=7)  # of what the broker had earlier the device's own row is asked
KEPT = OLD + timedelta(days=1)  # no session lives a day longer than its certificate
LATE = timedelta(minutes=5)  # by which a row's timestamp may precede its visibility
MOST = 1000  # rows per query
OF_ONE = 16  # certificates remembered per device, the latest
Until = Mapping[str, datetime | None]  # valid up to then; None: never


class Barred(Noun):
    certificate: str
    place: str
    valid_until: AwareDatetime | None = None


class Ended(Noun):
    """Of one device. A unit with any other certificate counts its boots from `first_boot`."""

    certificates: tuple[str, ...] = ()
    first_boot: int = 0
    until: dict[str, AwareDatetime] = {}  # those that were valid up to a time

    def bars(self, certificate: str, received: datetime) -> bool:
        return certificate in self.certificates and _is_over(self.until.get(certificate), received)


class Read(NamedTuple):
    """What was read `at` that time; the next query begins `after`."""

    at: float
    certificates: Until
    after: str


_read: list[Read] = []


def end(ended: CertificatesEnded) -> None:
    """Record ended certificates. Idempotent."""
    until_settled(lambda: _end(ended))
    now = datetime.now(UTC)
    for certificate in ended.certificates:
        place = f"{_since(now)}#{certificate}"
        barred = Barred(certificate=certificate, place=place, valid_until=ended.valid_until)
        with suppress(Conflict):
            commit(Write("barred", place, barred, expires=now + KEPT))


def bars(signal: Signal, received: datetime) -> bool:
    """Whether a message that the broker received then (city time) by this certificate is
    refused.
    """
    ended, by = known(), signal.principal
    if by in ended:
        return _is_over(ended[by], received)
    is_old = received < clock.now(signal.community) - OLD
    return is_old and of(signal.device).bars(by, received)


def known() -> Until:
    """All ended certificates, at most CACHED seconds old; after the first read only news is
    queried.
    """
    now = time.monotonic()
    if not _read or _read[0].at < now - CACHED:
        real = datetime.now(UTC)
        before = _read[0] if _read else Read(now, {}, _since(real - KEPT))
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
    """Merged; of a certificate that ended twice, the earlier end counts."""
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
