"""GB/T 24476: what a lift reports to remote monitoring, as far as implemented.

Codes are those of the 2017 edition; the edition in force, of 2023, was not available.
"""

from collections.abc import Mapping

WELL, BACK = 0, 40  # no fault; automatic operation again
OUTSIDE_ZONE = 4  # stopped where its doors cannot be opened
MAINTENANCE = 43  # 检修: a mode, and a code that says that it began
CALM = frozenset({WELL, BACK})


def trapped(measures: Mapping[str, float], outside_longer_than: float) -> bool | None:
    """Whether somebody is trapped: a passenger in a standing car with closed doors outside any
    landing zone. None if the measures do not tell; without a mode, it is assumed not to be in
    maintenance.

    `passenger`, `moving`, `door_closed` and `in_zone` are 1 or 0, `mode` and `code` are codes.
    """
    needed = [measures.get(name) for name in ("passenger", "moving", "door_closed")]
    outside = _outside(measures, outside_longer_than)
    if MAINTENANCE in (measures.get("mode"), measures.get("code")):
        return False
    if None in needed or outside is None:
        return None
    passenger, moving, closed = map(bool, needed)
    return passenger and not moving and closed and outside


def _outside(measures: Mapping[str, float], longer_than: float) -> bool | None:
    """By its code, or by how long it has stood outside; None if neither is reported."""
    if measures.get("code") == OUTSIDE_ZONE:
        return True
    if measures.get("in_zone"):
        return False
    if "seconds_outside" not in measures:
        return None if "in_zone" not in measures and "code" not in measures else False
    return measures["seconds_outside"] > longer_than
