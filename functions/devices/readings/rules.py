"""Which values are impossible for a kind, and how long erasure continues. Pure."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from functions.devices.kinds.model import Kind
from linli.messages import Sample

from .model import Erasing

SETTLED = timedelta(minutes=15)  # longer than an invocation that may still store messages


def impossible(kind: Kind, samples: Iterable[Sample]) -> str | None:
    """Why the message is implausible: a single impossible value discredits all of it."""
    gauges = {gauge.measure: gauge for gauge in kind.measures}
    for sample in samples:
        for measure, value in sample.measures.items():
            if (gauge := gauges.get(measure)) is None:
                return "unknown-measure"
            if not gauge.least <= value <= gauge.most:
                return "out-of-range"
    return None


def erasing(device_id: str, community: str, now: datetime) -> Erasing:
    return Erasing(device_id=device_id, community=community, begun=now, due=now)


def erased(before: Erasing, gone: int, now: datetime) -> Erasing:
    """Continued while something is found, and once more when nothing can arrive any more."""
    if gone:
        return before.model_copy(update={"due": now})
    settled = before.begun + SETTLED
    return before.model_copy(update={"due": settled if now < settled else None})
