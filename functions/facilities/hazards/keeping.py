"""Samples that are in no pack are stored with the condition: the latest, thinned. Pure."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby

from linli.alarms import following
from linli.alarms.horizon import MOMENT

from . import speaking
from .life import Held
from .model import Condition, Sensed

MOST = 32  # samples; a run of equal ones counts as two


def with_one(known: Condition, sensed: Sensed, held: Sequence[Held]) -> Condition:
    """Insert one sample in order, once. Beyond the limit the oldest is dropped, except that an
    alarm that people must end remains, as the first sample kept. What lies amid a run is dropped at
    once: if another sample turns out later to lie within the run, it counts again only when it is
    delivered again.
    """
    said = {_place(one): one for one in known.said}
    if said.setdefault(_place(sensed), sensed) is not sensed:
        return known
    thin = _thin([said[place] for place in sorted(said)], held)
    gone, left = thin[:-MOST], thin[-MOST:]
    if not gone:
        return known.model_copy(update={"said": tuple(left)})
    until = gone[-1].at
    over = max((at for one in known.following.values() for at in one.ended), default=None)
    grave = [
        one for one in gone if speaking.is_grave(one, held) and (over is None or one.at > over)
    ]
    stays = [one.model_copy(update={"at": until + MOMENT}) for one in grave[-1:]]
    after = {"said": (*stays, *left), "following": following.cut(known.following, until)}
    return known.model_copy(update=after)


def in_reach(known: Condition, sensed: Sensed, held: Sequence[Held]) -> Sensed:
    """An alarm that people must end counts even if it is older than everything kept: it is treated
    as simultaneous with the oldest.
    """
    cuts = [one.cut for one in known.following.values() if one.cut and one.cut not in one.ended]
    if cuts and sensed.at <= (cut := max(cuts)) and speaking.is_grave(sensed, held):
        return sensed.model_copy(update={"at": cut + MOMENT})
    return sensed


def _place(one: Sensed) -> tuple[datetime, tuple[tuple[str, float], ...], bool, bool]:
    return one.at, tuple(sorted(one.measures.items())), one.by_hand, one.drill


def _thin(said: Iterable[Sensed], held: Sequence[Held]) -> list[Sensed]:
    thin: list[Sensed] = []
    for _, run in groupby(said, lambda one: speaking.signature(one, held)):
        same = list(run)
        thin += same[:1] if len(same) == 1 else [same[0], same[-1]]
    return thin
