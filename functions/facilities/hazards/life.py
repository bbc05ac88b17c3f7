"""The life of a hazard by the readings of one measure. Pure, as rules.py.

`_next` tells it by readings in order. Readings come late, twice and in any order, so the last of
them are kept; each new one is put in its place and the life told again. So what is known is what
the same readings would have made known in order.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import reduce
from itertools import groupby
from operator import eq, ge, gt, le, lt
from typing import Any

from .model import Hazard, Limit, Reading, Track

COMPARE = {"ge": ge, "gt": gt, "le": le, "lt": lt, "eq": eq}
KEPT = 32  # readings of one measure; a run of normal ones counts as two
CITED = {"level", "raises", "priority", "category", "within_hours", "article"}
Limits = Sequence[Limit]  # of one measure of one kind


def passed(limits: Limits, reading: Reading) -> Limit | None:
    """The worst limit that the reading passes, of those in force on its day."""
    return max(
        (limit for limit in limits if passes(limit, reading.at, reading.value)),
        key=lambda limit: limit.level,
        default=None,
    )


def passes(limit: Limit, at: datetime, value: float) -> bool:
    """One that was in force then."""
    return COMPARE[limit.compare](value, limit.value) and limit.in_force(at)


def place(track: Track, reading: Reading, limits: Limits) -> Track:
    """The track with one more reading; when there are too many, the eldest goes into the base."""
    if track.folded and reading.at <= track.folded:
        return _place_late(track, reading, limits)
    readings = _thin(sorted({*track.readings, reading}), limits)
    if len(readings) <= KEPT:
        return track.model_copy(update={"readings": tuple(readings)})
    eldest, *rest = readings
    base = live(track.model_copy(update={"readings": (eldest,)}), limits)
    return track.model_copy(update={"readings": tuple(rest), "base": base, "folded": eldest.at})


def live(track: Track, limits: Limits) -> Hazard | None:
    """What the readings of a track come to, in their order."""
    return reduce(
        lambda hazard, reading: _next(hazard, reading, passed(limits, reading)),
        (reading for reading in track.readings if not _is_over(track, reading)),
        track.base,
    )


def end(track: Track, at: datetime) -> Track:
    """The track once people have ended what it came to. Only its last reading, which is normal, is
    still needed.
    """
    sensed = (reading.at for reading in track.readings if not reading.by_hand)
    over = min(at, max(sensed, default=track.over or at))
    return Track(readings=track.readings[-1:], over=over)


def _place_late(track: Track, reading: Reading, limits: Limits) -> Track:
    """Older than what is kept, a reading counts only if it raises an incident: alarms stay."""
    limit = passed(limits, reading)
    if limit is None or limit.raises == "hazard" or _is_over(track, reading):
        return track
    return track.model_copy(update={"base": _next(track.base, reading, limit)})


def _thin(readings: Iterable[Reading], limits: Limits) -> list[Reading]:
    """Of a run of a sensor's normal readings, the first and the last say all."""
    thin: list[Reading] = []
    for needed, run in groupby(readings, lambda r: r.by_hand or passed(limits, r) is not None):
        same = list(run)
        thin += same if needed else sorted({same[0], same[-1]})
    return thin


def _is_over(track: Track, reading: Reading) -> bool:
    return track.over is not None and reading.at <= track.over


def _next(hazard: Hazard | None, reading: Reading, limit: Limit | None) -> Hazard | None:
    """A mere hazard ends when its sensor reads normal; what raised an incident, people must end.
    What a sensor has found, an inspector's reading does not clear. A drill ends with its test, and
    what is no drill is another hazard, which no drill touches.
    """
    if limit is None:
        if hazard and reading.by_hand and not hazard.by_hand:
            return hazard
        if hazard is None or hazard.raises == "hazard" or hazard.drill:
            return None
        return hazard.model_copy(update={"cleared_at": reading.at})
    if hazard and reading.drill and not hazard.drill:
        return hazard
    by = _by(limit, reading)
    if hazard is None or (hazard.drill and not reading.drill):
        how: dict[str, Any] = {"since": reading.at, "seen": reading.at, "measure": limit.measure}
        return Hazard(**how, by_hand=reading.by_hand, drill=reading.drill, **by)
    worse = by if limit.level > hazard.level else {}
    by_hand = hazard.by_hand and reading.by_hand
    again = {"seen": reading.at, "cleared_at": None, "by_hand": by_hand}
    return hazard.model_copy(update={**again, **worse})


def _by(limit: Limit, reading: Reading) -> dict[str, Any]:
    cited = limit.model_dump(include=CITED)
    return {**cited, "limit_id": limit.id, "value": reading.value}
