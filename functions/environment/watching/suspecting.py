"""When samples of water raise a suspicion. Pure: a function of the set of samples, so that order
and repetition of their arrival make no difference.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple

from functions.environment.values.water import Judged
from linli.messages import Sample
from linli.numbers import Length

from .model import Failing, Track

KEPT = 32  # moments


class Suspicion(NamedTuple):
    """From the first new moment on. `pair` is the later of two moments within the window, of which
    one is new.
    """

    first: Failing
    last: Failing
    pair: Failing | None
    cleared_at: datetime | None


def taken(track: Track, samples: Iterable[Sample], judge: Callable[[Sample], Judged]) -> Track:
    """Add samples. One that measured nothing with a limit changes nothing."""
    failing = {one.at: one for one in track.failing}
    # A row written before there was `beyond` has it in its moments only.
    beyond = {one.over.measure: one.at for one in _new(track)} | track.beyond
    well = dict(track.well)
    for sample in samples:
        of, at = judge(sample), sample.at
        if of.over:
            failing.setdefault(at, Failing(at=at, over=of.over[0]))
        if _is_new(track, at):
            beyond |= {one.measure: max(at, beyond.get(one.measure, at)) for one in of.over}
        well |= {name: max(at, well.get(name, at)) for name in of.well}
    kept = tuple(failing[at] for at in sorted(failing))[-KEPT:]
    return track.model_copy(update={"failing": kept, "beyond": beyond, "well": well})


def suspicion(track: Track, within: Length, calm: Length) -> Suspicion | None:
    """The present suspicion; cleared once each measure that was beyond its limits has read well
    the time `calm` later: another measure says nothing of it.
    """
    moments = _new(track)
    if not moments:
        return None
    left = [one for one in track.failing if not _is_over(track, one.at)]
    near = [two for two in pairwise(left) if two[1].at - two[0].at <= within(two[1].at)]
    pairs = [two[1] for two in near if not {*two}.isdisjoint(moments)]
    cleared = None if doubted(track, calm) else max(track.well[name] for name in _beyond(track))
    return Suspicion(moments[0], moments[-1], pairs[0] if pairs else None, cleared)


def doubted(track: Track, calm: Length) -> set[str]:
    """The measures of the present suspicion that have not read well since."""
    waits = {name: at + calm(at) for name, at in _beyond(track).items()}
    return {name for name, at in waits.items() if name not in track.well or track.well[name] < at}


def _beyond(track: Track) -> dict[str, datetime]:
    return {name: at for name, at in track.beyond.items() if _is_new(track, at)}


def _new(track: Track) -> list[Failing]:
    return [one for one in track.failing if _is_new(track, one.at)]


def _is_new(track: Track, at: datetime) -> bool:
    return at not in track.settled and not _is_over(track, at)


def _is_over(track: Track, at: datetime) -> bool:
    return track.over is not None and at <= track.over


def ended(track: Track, *, by_people: bool) -> Track:
    """Everything so far is settled."""
    moments = tuple(one.at for one in track.failing)
    if not by_people:
        return track.model_copy(update={"settled": moments, "beyond": {}})
    over = max(moments, default=track.over)
    return track.model_copy(update={"over": over, "settled": (), "beyond": {}})
