"""Certificates that nobody may speak by any more, though a session begun by one lives on a while.

barred   <certificate>   barred   one that ended, in the table of who takes its messages

The broker ends such sessions itself, minutes later; what was on its way still comes.
"""

import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from events.devices import CertificatesEnded
from linli.errors import Conflict
from linli.model import Noun
from linli.store import Write, commit, partition

CACHED = 30.0  # seconds
KEPT = timedelta(days=8)  # longer than a message may be late
MOST = 1000  # read at once
_known: list[tuple[float, frozenset[str]]] = []


class Barred(Noun):
    certificate: str


def end(ended: CertificatesEnded) -> None:
    """Said again, it changes nothing."""
    expires = datetime.now(UTC) + KEPT
    for certificate in ended.certificates:
        with suppress(Conflict):
            commit(Write("barred", certificate, Barred(certificate=certificate), expires=expires))


def known() -> frozenset[str]:
    """As they were at most CACHED seconds ago."""
    now = time.monotonic()
    if not _known or _known[0][0] < now - CACHED:
        _known[:] = [(now, frozenset(_read()))]
    return _known[0][1]


def forget() -> None:
    _known.clear()


def _read() -> list[str]:
    found: list[str] = []
    while True:
        some = partition("barred", Barred, after=found[-1] if found else "", limit=MOST)
        found += [one.certificate for one in some]
        if len(some) < MOST:
            return found
