"""How far a device has come on one channel: which of its messages are new, known, or not its own.

Kept in a row of its own beside the device's noun and written in one transaction with what the
messages change, so that a message delivered again finds both or neither.
"""

from datetime import datetime, timedelta
from typing import NamedTuple

from linli.errors import NotFound
from linli.messages import AHEAD, BEHIND, Sent
from linli.model import Noun
from linli.store import Write, load

WINDOW = 64  # messages that may overtake each other
SKEW = timedelta(minutes=5)  # that the clock of a device may have


class Progress(Noun):
    """`recent` holds the digests of the last WINDOW messages of this boot by seq; of a device that
    does not number in order, of those that came last.
    """

    boot: int = -1
    high: int = -1
    recent: dict[int, str] = {}
    taken: int = 0
    duplicates: int = 0
    skewed: int = 0  # messages of a clock that was ahead
    heard_at: datetime | None = None


class Told(NamedTuple):
    """One message as it came: its place in the batch, its bytes' digest, when the broker had it."""

    position: int
    sent: Sent
    digest: str
    received: datetime


class Sifted(NamedTuple):
    after: Progress
    fresh: list[Told]
    refused: dict[int, str]  # why, by place in the batch


def sift(before: Progress, told: list[Told]) -> Sifted:
    """Duplicates are counted and have no effect; what the device cannot have sent is refused."""
    after, fresh, refused = before, [], {}
    for one in sorted(told, key=lambda one: (one.sent.boot, one.sent.seq)):
        why = unlikely(one) or _impossible(after, one)
        if why:
            refused[one.position] = why
        elif after.boot == one.sent.boot and one.sent.seq in after.recent:
            after = after.model_copy(update={"duplicates": after.duplicates + 1})
        else:
            right = dated(one)
            after = _with(after, one, skewed=right is not one)
            fresh.append(right)
    return Sifted(after, fresh, refused)


def of(device: str, channel: str) -> Progress:
    try:
        return load(f"device#{device}", f"progress#{channel}", Progress)
    except NotFound:
        return Progress()


def write(device: str, channel: str, progress: Progress) -> Write:
    return Write(f"device#{device}", f"progress#{channel}", progress)


def unlikely(one: Told) -> str | None:
    """Why nobody believes its dates."""
    times = one.sent.times()
    if max(times) > one.received + AHEAD:
        return "in-the-future"
    return "too-old" if min(times) < one.received - BEHIND else None


def _impossible(known: Progress, one: Told) -> str | None:
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
    """A clock that is ahead is put back: its newest time is when the broker had it.

    One that is slow cannot be told from a message that is late.
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
            "taken": known.taken + 1,
            "skewed": known.skewed + skewed,
            "heard_at": max(one.received, known.heard_at or one.received),
        }
    )
