"""The progress of a device on one channel: which messages are new, duplicates, or not its own.

It is a row of its own beside the device's noun, written in one transaction with the effects of the
messages, so that a redelivered message finds both or neither.
"""

from datetime import datetime, timedelta
from typing import NamedTuple

from linli.barred import Ended
from linli.errors import NotFound
from linli.messages import AHEAD, BEHIND, Sent
from linli.model import Fact, Noun
from linli.refusals import ENDED
from linli.store import Write, load

WINDOW = 64  # messages that may arrive out of order
EARLIER = 2  # units before the previous one whose messages may still arrive
NONE = Ended()
SKEW = timedelta(minutes=5)  # of a device's clock, tolerated


class Former(Fact):
    """The progress of a unit with another certificate, whose delayed messages may still arrive."""

    boot: int = -1
    high: int = -1
    recent: dict[int, str] = {}
    by: str | None = None


class Progress(Noun):
    """`recent` holds the digests of the last WINDOW messages of this boot by seq; for a device that
    does not number in order, of the last that arrived.
    """

    boot: int = -1
    high: int = -1
    recent: dict[int, str] = {}
    by: str | None = None  # the certificate that sent the latest
    taken: int = 0
    duplicates: int = 0
    skewed: int = 0  # messages whose clock was ahead
    heard_at: datetime | None = None
    former: Former | None = None
    earlier: tuple[Former, ...] = ()

    @property
    def others(self) -> tuple[Former, ...]:
        return (self.former, *self.earlier) if self.former else self.earlier


class Told(NamedTuple):
    """A message as received: its index in the batch, digest, broker timestamp and certificate."""

    position: int
    sent: Sent
    digest: str
    received: datetime
    by: str = ""


class Sifted(NamedTuple):
    after: Progress
    fresh: list[Told]
    refused: dict[int, str]  # the reason, by index in the batch


def sift(before: Progress, told: list[Told], ended: Ended = NONE) -> Sifted:
    """Duplicates are counted and have no effect; impossible messages are refused. `ended` matters
    only if `is_another` certificate appears.
    """
    after, fresh, refused = before, [], {}
    for one in sorted(told, key=lambda one: (one.sent.boot, one.sent.seq)):
        is_former = _is_of_former(after, one, ended)
        after = after if is_former else _begun(after, one, ended)
        known = _of(after, one.by) if is_former else after
        why = unlikely(one) or _impossible(known, one, ended)
        if why:
            refused[one.position] = why
            continue
        if known.boot == one.sent.boot and one.sent.seq in known.recent:
            known = known.model_copy(update={"duplicates": known.duplicates + 1})
        else:
            right = dated(one)
            known = _with(known, one, skewed=right is not one)
            fresh.append(right)
        after = _of(known, after.by) if is_former else known
    return Sifted(after, fresh, refused)


def of(device: str, channel: str) -> Progress:
    try:
        return load(f"device#{device}", f"progress#{channel}", Progress)
    except NotFound:
        return Progress()


def write(device: str, channel: str, progress: Progress) -> Write:
    return Write(f"device#{device}", f"progress#{channel}", progress)


def is_another(known: Progress, told: list[Told]) -> bool:
    """Whether any of these has another certificate than the last message before them."""
    return known.by is not None and any(one.by != known.by for one in told)


def unlikely(one: Told) -> str | None:
    """Why the message's timestamps are not plausible, or None."""
    times = one.sent.times()
    if max(times) > one.received + AHEAD:
        return "in-the-future"
    return "too-old" if min(times) < one.received - BEHIND else None


def _begun(known: Progress, one: Told, ended: Ended) -> Progress:
    """A unit that replaces one whose certificate ended begins a new count and sends nothing older
    than that: docs/decisions/0026.
    """
    if known.by in (None, one.by) or one.by in ended.certificates:
        return known
    if known.by in ended.certificates and one.sent.boot >= ended.first_boot:
        return _of(known, one.by)
    return _beside(known, one.by) if one.sent.boot > known.boot else known


def _is_of_former(known: Progress, one: Told, ended: Ended) -> bool:
    """Whether this is from a replaced unit: a newer one has sent since, whose progress it must not
    reset. During a rotation the old certificate remains valid for a while.
    """
    if known.by != one.by and one.by in {other.by for other in known.others}:
        return True
    is_next = known.by not in ended.certificates and known.boot >= ended.first_boot
    return is_next and one.by in ended.certificates


def _of(known: Progress, by: str | None) -> Progress:
    """The progress seen by that certificate's unit, which is judged by its own numbers; the unit
    that sent last becomes one of the former.
    """
    found = next((other for other in known.others if other.by == by), Former(by=by))
    return _beside(known, by).model_copy(update=dict(found))


def _beside(known: Progress, by: str | None) -> Progress:
    """Its own numbers join those of the former units, except those of that certificate."""
    others = (other for other in known.others if other.by not in (by, known.by))
    earlier = tuple(others)[:EARLIER]
    return known.model_copy(update={"former": _own(known), "earlier": earlier})


def _own(known: Progress) -> Former:
    return Former(boot=known.boot, high=known.high, recent=known.recent, by=known.by)


def _impossible(known: Progress, one: Told, ended: Ended) -> str | None:
    if ended.bars(one.by, one.received):
        return ENDED
    if one.sent.boot < known.boot:
        return "boot-went-back"
    if one.sent.boot > known.boot:
        return None
    if one.sent.ordered and one.sent.seq <= known.high - WINDOW:
        return "replayed"
    return (
        "same-number-other-bytes"
        if known.recent.get(one.sent.seq, one.digest) != one.digest
        else None
    )


def dated(one: Told) -> Told:
    """Correct a clock that is ahead: the newest time becomes the broker's timestamp.

    A clock that is behind cannot be distinguished from a delayed message.
    """
    ahead = max(one.sent.times()) - one.received
    return one._replace(sent=one.sent.shifted(-ahead)) if ahead > SKEW else one


def _with(known: Progress, one: Told, *, skewed: bool) -> Progress:
    boot, seq = one.sent.boot, one.sent.seq
    recent = {**(known.recent if boot == known.boot else {}), seq: one.digest}
    high = max(seq, known.high) if boot == known.boot else seq
    if one.sent.ordered:
        recent = {n: digest for n, digest in recent.items() if n > high - WINDOW}
    return known.model_copy(
        update={
            "boot": boot,
            "high": high,
            "recent": dict(list(recent.items())[-WINDOW:]),
            "by": one.by or known.by,
            "taken": known.taken + 1,
            "skewed": known.skewed + skewed,
            "heard_at": max(one.received, known.heard_at or one.received),
        }
    )
