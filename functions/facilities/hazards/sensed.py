"""What sensors have said of an asset and is in no track: what was calm, and not folded."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from functions.facilities.model import Kind
from linli.messages import AHEAD, BEHIND, Sample
from linli.packs import reading

from . import life, rules
from .known import LIMITS
from .model import Condition, Limit
from .rules import Taken


def _by_measure() -> Mapping[Kind, Mapping[str, Sequence[Limit]]]:
    found: dict[Kind, dict[str, list[Limit]]] = {kind: {} for kind in Kind}
    for limit in LIMITS:
        found[limit.kind].setdefault(limit.measure, []).append(limit)
    return found


def as_it_is(_kind: Kind, sample: Sample) -> Sample:
    return sample


OWN = _by_measure()


def is_calm(kind: Kind, sample: Sample) -> bool:
    """Whether it passes no limit."""
    own = OWN[kind]
    return not any(
        life.passes(limit, sample.at, value)
        for measure, value in sample.measures.items()
        for limit in own.get(measure, ())
    )


def since(asset_id: str, at: datetime) -> list[Sample]:
    """Some hundred samples from then on, and the newest: a run of normal ones is its first and
    last.
    """
    near: list[Sample] = [*reading.some(asset_id, at, at + BEHIND + AHEAD, at).points]
    newest = reading.latest(asset_id)
    return [*near, newest] if newest and newest.at >= at else near


def caught_up(
    known: Condition, at: datetime, read: Callable[[Kind, Sample], Sample] = as_it_is
) -> Taken:
    """The condition with what was calm since then; all else has been folded when it came."""
    said = (read(known.kind, sample) for sample in since(known.asset_id, at))
    return rules.take(known, [one for one in said if is_calm(known.kind, one)], LIMITS)
