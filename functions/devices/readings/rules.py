"""What a device of a kind can have measured at all. Pure."""

from collections.abc import Iterable

from functions.devices.kinds.model import Kind
from linli.messages import Sample


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
