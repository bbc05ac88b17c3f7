"""When samples of water raise a suspicion. Pure: a function of the set of samples, so that order
and repetition of their arrival make no difference.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple

from functions.environment.values.model import Over
from linli.messages import Sample
from linli.numbers import Length

from .model import Failing, Track

KEPT = 32  # moments


class Suspicion(NamedTuple):
    """From the first moment on. `pair` is the later of two moments within the window."""

    first: Failing
    last: Failing
    pair: Failing | None
    cleared_at: datetime | None


def taken(track: Track, samples: Iterable[Sample], over: Callable[[Sample], Over | None]) -> Track:
    """Add samples; `over` gives the first violation of a sample, if any."""
    failing = {one.at: one for one in track.failing}
    fine = [track.fine] if track.fine else []
    for sample in samples:
        if wrong := over(sample):
            failing.setdefault(sample.at, Failing(at=sample.at, over=wrong))
        else:
            fine.append(sample.at)
    kept = tuple(failing[at] for at in sorted(failing))[-KEPT:]
    return track.model_copy(update={"failing": kept, "fine": max(fine, default=None)})


def suspicion(track: Track, within: Length, calm: Length) -> Suspicion | None:
    """The present suspicion; cleared after valid samples for the time `calm`."""
    moments = [one for one in track.failing if track.over is None or one.at > track.over]
    if not moments:
        return None
    last = moments[-1]
    pairs = [later for one, later in pairwise(moments) if later.at - one.at <= within(later.at)]
    cleared = track.fine if track.fine and track.fine >= last.at + calm(last.at) else None
    return Suspicion(moments[0], last, pairs[0] if pairs else None, cleared)


def ended(track: Track) -> Track:
    """Everything so far is settled."""
    last = track.failing[-1].at if track.failing else None
    return track.model_copy(update={"over": last or track.over})
