"""What a device of a kind can have measured at all, and until when it is erased. Pure."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from functions.devices.kinds.model import Kind
from linli.messages import Sample

from .model import Erasing

SETTLED = timedelta(minutes=15)  # longer than a function runs that was keeping what it said


def impossible(kind: Kind, samples: Iterable[Sample]) -> str | None:
    """Why nobody believes it, if so: one wrong number makes all of its message doubtful."""
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
    """Looked at again where something went, and once more when nothing can come any more."""
    if gone:
        return before.model_copy(update={"due": now})
    settled = before.begun + SETTLED
    return before.model_copy(update={"due": settled if now < settled else None})
